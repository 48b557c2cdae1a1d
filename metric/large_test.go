package metric_test

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// nearly reports whether two values agree but for rounding that adds up.
func nearly(want, got float64) bool {
	return math.Abs(want-got) <= 1e-12*max(1, math.Abs(want)) || math.IsNaN(want) && math.IsNaN(got)
}

// Long lists without equal scores have what the definition says of their only order.
func TestLongLists(t *testing.T) {
	for _, n := range []int{50, 300, 2000} {
		for _, levels := range []int{2, 5, 9, 15, 16, 1000} {
			r := rand.New(rand.NewPCG(uint64(n), uint64(levels)))
			l := loss.Lists[float64]{Scores: make([]float64, n), Relevance: make([]float32, n)}
			for i, at := range r.Perm(n) {
				l.Scores[i], l.Relevance[i] = 1+float64(at)*0x1p-40, float32(r.IntN(levels))
				if levels > 100 {
					l.Relevance[i] /= 128
				}
			}
			list := refList(l, 0)
			slices.SortFunc(list, func(a, b refItem) int { return cmp.Compare(b.score, a.score) })
			metrics := every()
			means := make([]float64, len(metrics))
			require.NoError(t, metric.Evaluate(means, nil, l, metrics...))
			for i, m := range metrics {
				want := refOrdered(m, list)
				require.True(t, nearly(want, means[i]), "%d items, %d levels, metrics[%d], %v: %v, not %v", n, levels, i, m, means[i], want)
			}
		}
	}
}

// Long lists with equal scores have what the probabilities of relevant items at each rank, and at each two ranks, say.
func TestEqualScores(t *testing.T) {
	for _, n := range []int{20, 100, 400} {
		for _, scores := range []int{1, 2, 5, 30} {
			for _, share := range []float64{0.02, 0.3, 0.97} {
				r := rand.New(rand.NewPCG(uint64(n), uint64(scores)))
				l := loss.Lists[float32]{Scores: make([]float32, n), Relevance: make([]float32, n)}
				for i := range n {
					l.Scores[i] = float32(r.IntN(scores))
					if r.Float64() < share {
						l.Relevance[i] = float32(1 + r.IntN(3))
					}
				}
				list := refList(l, 0)
				slices.SortFunc(list, func(a, b refItem) int { return cmp.Compare(b.score, a.score) })
				for _, k := range []int{0, 1, 7, 50} {
					last := n
					if k > 0 {
						last = min(k, n)
					}
					for kind, want := range expected(list, last) {
						if kind == metric.KindPrecision && k > 0 {
							want = want * float64(last) / float64(k)
						}
						var got [1]float64
						m := metric.Metric{Kind: kind, K: k}
						require.NoError(t, metric.Evaluate(got[:], nil, l, m))
						require.True(t, nearly(want, got[0]), "%d items of %d scores, %v: %v, not %v", n, scores, m, got[0], want)
					}
				}
			}
		}
	}
}

// expected are metrics at rank k of a list that is in the order of its scores.
func expected(list []refItem, k int) map[metric.Kind]float64 {
	n := len(list)
	relevant := 0.0
	var ideal []float64
	for _, item := range list {
		ideal = append(ideal, math.Exp2(float64(item.relevance))-1)
		if item.relevance > 0 {
			relevant++
		}
	}
	slices.Sort(ideal)
	slices.Reverse(ideal)
	if relevant == 0 {
		return map[metric.Kind]float64{metric.KindNDCG: nan, metric.KindMAP: nan, metric.KindMRR: nan, metric.KindPrecision: nan, metric.KindRecall: nan, metric.KindHitRate: nan}
	}

	// Of each rank: where its scores begin, how many they are, and how many of these are relevant.
	start, size, of := make([]int, n), make([]int, n), make([]int, n)
	gains := make([]float64, n)
	for lo, hi := 0, 0; lo < n; lo = hi {
		gain, r := 0.0, 0
		for hi = lo; hi < n && list[hi].score == list[lo].score; hi++ {
			gain += math.Exp2(float64(list[hi].relevance)) - 1
			if list[hi].relevance > 0 {
				r++
			}
		}
		for i := lo; i < hi; i++ {
			start[i], size[i], of[i], gains[i] = lo, hi-lo, r, gain/float64(hi-lo)
		}
	}
	found, precisions := 0.0, 0.0
	for i := range k {
		p := float64(of[i]) / float64(size[i])
		found += p
		at := p // relevant at i and at j <= i
		for j := range i {
			q := float64(of[j]) / float64(size[j])
			if start[j] == start[i] {
				q = float64(of[i]-1) / float64(size[i]-1)
			}
			at += p * q
		}
		precisions += at / float64(i+1)
	}
	first, hit := 0.0, 0.0
	for i := 0; i < k; i++ {
		if of[i] == 0 {
			continue
		}
		p := binomial(size[i]-1-(i-start[i]), of[i]-1)
		probability, _ := p.Quo(p, binomial(size[i], of[i])).Float64()
		first += probability / float64(i+1)
		hit += probability
		if i+1 < n && start[i+1] != start[i] {
			break
		}
	}
	return map[metric.Kind]float64{
		metric.KindNDCG:      refDCG(gains[:k]) / refDCG(ideal[:k]),
		metric.KindMAP:       precisions / relevant,
		metric.KindMRR:       first,
		metric.KindHitRate:   hit,
		metric.KindPrecision: found / float64(k),
		metric.KindRecall:    found / relevant,
	}
}

func binomial(n, k int) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Binomial(int64(n), int64(k)))
}

// Neither the order of the items of a list nor that of the lists changes a bit.
func TestAnyOrder(t *testing.T) {
	metrics := every()
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 4))
		l := loss.Lists[float32]{Offsets: []int{0}, Mask: []bool{}}
		for range 4 {
			scores := 1 + r.IntN(30)
			for range r.IntN(100) {
				l.Scores, l.Mask = append(l.Scores, float32(r.IntN(scores))), append(l.Mask, r.IntN(5) > 0)
				relevance := r.Float32() * 4
				if seed%2 == 0 {
					relevance = float32(r.IntN(4))
				}
				l.Relevance = append(l.Relevance, relevance)
			}
			l.Offsets = append(l.Offsets, len(l.Scores))
		}
		other := loss.Lists[float32]{Offsets: []int{0}}
		for k := range 4 {
			lo, hi := l.Offsets[3-k], l.Offsets[4-k]
			for _, i := range r.Perm(hi - lo) {
				if other.Scores = append(other.Scores, l.Scores[lo+i]); l.Mask[lo+i] {
					other.Relevance = append(other.Relevance, l.Relevance[lo+i])
				} else {
					other.Scores = other.Scores[:len(other.Scores)-1]
				}
			}
			other.Offsets = append(other.Offsets, len(other.Scores))
		}
		n := len(metrics)
		a, b, aLists, bLists := make([]float64, n), make([]float64, n), make([]float64, 4*n), make([]float64, 4*n)
		require.NoError(t, metric.Evaluate(a, aLists, l, metrics...))
		require.NoError(t, metric.Evaluate(b, bLists, other, metrics...))
		for m := range n {
			what := fmt.Sprintf("seed %d, %v", seed, metrics[m])
			require.Equal(t, math.Float64bits(a[m]), math.Float64bits(b[m]), what)
			for k := range 4 {
				require.Equal(t, math.Float64bits(aLists[4*m+k]), math.Float64bits(bLists[4*m+3-k]), what)
			}
		}
	}
}

// Nor does it where additions lose nearly all that there is: the gains of items with equal scores cancel.
func TestCancellation(t *testing.T) {
	gains := []float64{0x1p200, -0x1p200, 0x1.8p140, -0x1.8p140, 0x1.1p80, -0x1.1p80, 1.1, 0.7, 0x1.3p-60, 0x1.7p-110, 3, -0x1.9p-52}
	r := rand.New(rand.NewPCG(1, 9))
	l := loss.Lists[float32]{Scores: make([]float32, len(gains)), Relevance: make([]float32, len(gains))}
	m := metric.Metric{Gain: func(r float32) float64 { return gains[int(r)] }}
	var first float64
	for k := range 300 {
		for i, of := range r.Perm(len(gains)) {
			l.Relevance[i] = float32(of)
		}
		var got [1]float64
		require.NoError(t, metric.Evaluate(got[:], nil, l, m))
		if k == 0 {
			first = got[0]
		}
		require.Equal(t, math.Float64bits(first), math.Float64bits(got[0]))
	}
}
