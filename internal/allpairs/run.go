package allpairs

import (
	"unsafe"

	"github.com/marginrank/marginrank/internal/allpairs/asm"
	"github.com/marginrank/marginrank/internal/exact"
)

// Runs of the shortest lists are gone through many at a time: what such a list costs is latency, and what is done
// once for it.

// runOf returns how many lists, from the first one on, countRun can go through at a time. If it returns 0, the
// first list is a task for countList.
func (w *workspace[F]) runOf(offsets []int) int {
	if unsafe.Sizeof(F(0)) != 4 || !hasRuns(w.tier) {
		return 0
	}
	offsets = offsets[:min(len(offsets), asm.RunLists+1)]
	for k := 1; k < len(offsets); k++ {
		if offsets[k]-offsets[k-1] > asm.RunItems {
			return k - 1
		}
	}
	return len(offsets) - 1
}

// countRun is countList for each list of a run of lists without masks. counts, which may be nil, scores and relevance have all items
// of the run. offsets begins with the offset of the first list.
func (w *workspace[F]) countRun(counts []int32, scores []F, relevance []float32, offsets []int, m limit[F]) {
	if isFinite(m.most) && w.countTame(counts, scores, relevance, offsets, m.most) {
		return
	}
	first := offsets[0]
	for k, hi := range offsets[1:] {
		lo, hi := offsets[k]-first, hi-first
		var c []int32
		if counts != nil {
			c = counts[lo:hi]
		}
		w.countList(c, &list[F]{scores: scores[lo:hi], relevance: relevance[lo:hi]}, m, false)
	}
}

// countTame is countRun for scores that are all tame. If they are not, it returns false. most is the greatest
// difference inside the margin.
func (w *workspace[F]) countTame(counts []int32, scores []F, relevance []float32, offsets []int, most F) bool {
	n := len(scores)
	if counts == nil {
		w.counts = grown(w.counts, asm.RunLists*asm.RunItems)
		counts = w.counts
	}
	counts, relevance = counts[:n], relevance[:n]
	of := unsafe.Slice((*float32)(unsafe.Pointer(unsafe.SliceData(scores))), n)
	r := runVectors(w.tier, counts, of, relevance, offsets, float32(most))
	switch {
	case r.Lists != len(offsets)-1: // somebody else writes to offsets
		return false
	case r.Exact():
		w.terms.Add(r.Coarse)
		w.terms.Add(r.Fine)
	case r.Greatest < untamed:
		exact.AddAll(&w.terms, counts, of, asm.RunItems)
	default:
		return false
	}
	w.pairs += int64(r.Pairs)
	w.active += int64(r.Active)
	return true
}
