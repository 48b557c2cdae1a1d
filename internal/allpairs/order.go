package allpairs

import (
	"unsafe"

	"github.com/marginrank/marginrank/internal/order"
)

// sort puts the items whose score is not NaN in order, with their scores and levels. It reports whether there are
// items whose score is NaN.
func (w *workspace[F]) sort(l *list[F]) (nans bool) {
	items := order.Items(&w.sorter, l.scores, l.mask, 0)
	w.order = numbers(items, l.scores)
	w.fillScores(l.scores)
	w.fillLevels()
	return len(w.order) < len(items)
}

// fillScores stores the scores of the sorted items, and fillLevels their levels.
func (w *workspace[F]) fillScores(scores []F) {
	n := len(w.order)
	w.scores = grown(w.scores, n+1)[:n]
	if unsafe.Sizeof(F(0)) == 4 { // random reads take longer
		for k, e := range w.order {
			w.scores[k] = F(e.Float32())
		}
	} else {
		for k, e := range w.order {
			w.scores[k] = scores[uint32(e)] // e.Index(), which is not inlined: see one
		}
	}
}

func (w *workspace[F]) fillLevels() {
	n := len(w.order)
	if w.relevance.Few() {
		w.grades = grown(w.grades, n+blockItems)
		w.relevance.Bytes(w.grades, w.order)
	} else {
		w.levels = grown(w.levels, n)
		w.relevance.Words(w.levels, w.order)
	}
}

// numbers returns the sorted items without those whose score is NaN. These are at both ends of the order, since a
// NaN has a sign.
func numbers[F float](items []order.Entry, scores []F) []order.Entry {
	isNaN := func(e order.Entry) bool { s := scores[e.Index()]; return s != s }
	for len(items) > 0 && isNaN(items[0]) {
		items = items[1:]
	}
	for len(items) > 0 && isNaN(items[len(items)-1]) {
		items = items[:len(items)-1]
	}
	return items
}

// levelOf returns the level of sorted item k.
func (w *workspace[F]) levelOf(k int) uint32 {
	if w.relevance.Few() {
		return uint32(w.grades[k])
	}
	return w.levels[k]
}
