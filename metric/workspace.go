package metric

import (
	"math"
	"slices"
	"sync"

	"github.com/marginrank/marginrank/internal/dcg"
	"github.com/marginrank/marginrank/internal/order"
	"github.com/marginrank/marginrank/loss"
)

// A workspace is the memory of a call, and the list that it is at.
type workspace struct {
	depth  int // ranks that the metrics need, or 0 for all
	totals []Total
	values []float64 // of each list

	// The list: how many items it has, the level of the item at each rank, and the ranks at which equal scores end. Beyond
	// the depth there may be none of these.
	items  int
	levels order.Levels
	ranked []uint32
	ends   []uint32

	sorter   order.Sorter
	gains    []float64 // of each level
	standard bool      // they are 2^r - 1
	ideal    []dcg.Level
	group    []float64 // gains of equal scores
	pairs    pairs
	counted  bool // pairs are those of this list
	tree     order.Tree
	seen     []uint32
}

// workspaces are kept for the next call, so that calls don't allocate.
var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// begin prepares for metrics of lists.
func (w *workspace) begin(metrics []Metric) {
	w.totals = grown(w.totals, len(metrics))
	w.depth = 1
	for i := range metrics {
		m := &metrics[i]
		w.totals[i] = Total{}
		if m.K <= 0 || !m.Kind.ranked() {
			w.depth = 0
		}
		if w.depth > 0 {
			w.depth = max(w.depth, m.K)
		}
	}
}

// rank puts a list's items in the order of their scores.
func rank[T loss.Float](w *workspace, scores []T, relevance []float32, mask order.Mask) {
	w.standard, w.counted, w.items = false, false, 0
	w.levels.Number(&w.sorter, relevance, mask)
	for _, n := range w.levels.Sizes {
		w.items += int(n)
	}
	items := order.Items(&w.sorter, scores, mask, w.depth)
	slices.Reverse(items)
	w.ranked, w.ends = grown(w.ranked, len(items)), grown(w.ends, len(items))
	w.levels.Words(w.ranked, items)
	groups := 0
	for k := range items {
		if k == len(items)-1 || !order.Same(scores, items[k], items[k+1]) {
			w.ends[groups] = uint32(k + 1)
			groups++
		}
	}
	w.ends = w.ends[:groups]
}

// add computes a metric of the list and adds it to a total. It returns NaN for a list that is left out.
func (w *workspace) add(to int, m *Metric) (value float64, bad *badGain) {
	t := &w.totals[to]
	switch m.Kind {
	case KindNDCG:
		if bad := w.findGains(m.Gain); bad != nil {
			return 0, bad
		}
		ideal := w.idealDCG(w.last(m.K))
		if ideal == 0 {
			return math.NaN(), nil
		}
		value = min(w.dcg(w.last(m.K))/ideal, 1)
	case KindAUC:
		p := w.countPairs()
		t.sum.AddProduct(p.right2, 1)
		t.weight.AddProduct(2*p.all, 1)
		return float64(p.right2) / float64(2*p.all), nil
	case KindKendallTau:
		p := w.countPairs()
		if p.all == 0 {
			return math.NaN(), nil
		}
		value = p.tau()
	default:
		first, relevant := w.relevant(m.Threshold)
		if relevant == 0 {
			return math.NaN(), nil
		}
		value = w.binary(m.Kind, w.last(m.K), m.K, first, relevant)
	}
	t.add(value)
	return value, nil
}

// last is the last of the list's ranks that counts.
func (w *workspace) last(k int) int {
	if k <= 0 {
		return w.items
	}
	return min(k, w.items)
}

// grown is s with n elements, whatever they are.
func grown[E any](s []E, n int) []E {
	if cap(s) < n {
		return make([]E, n)
	}
	return s[:n]
}
