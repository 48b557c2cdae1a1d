package allpairs

import (
	"unsafe"

	"github.com/marginrank/marginrank/internal/allpairs/asm"
	"github.com/marginrank/marginrank/internal/exact"
)

// Runs of the shortest lists are gone through many at a time: what such a list costs is latency, and what is done
// once for it.

// Run is how many lists, the first ones of these, CountRun goes through at a time. If it is 0, Count has to.
func (w *Workspace[F]) Run(offsets []int) int {
	if unsafe.Sizeof(F(0)) != 4 || !hasRuns() {
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

// CountRun is Count for each of a run of lists without masks. Counts, which may be nil, scores and relevance are those of
// all items of the run; offsets begins with the first list's.
func (w *Workspace[F]) CountRun(counts []int32, scores []F, relevance []float32, offsets []int, margin F) {
	if isFinite(margin) && w.countRun(counts, scores, relevance, offsets, margin) {
		return
	}
	first := offsets[0]
	for k, hi := range offsets[1:] {
		lo, hi := offsets[k]-first, hi-first
		var c []int32
		if counts != nil {
			c = counts[lo:hi]
		}
		w.Count(c, &List[F]{Scores: scores[lo:hi], Relevance: relevance[lo:hi]}, margin, false)
	}
}

// countRun is CountRun if all scores are tame: then it returns true.
func (w *Workspace[F]) countRun(counts []int32, scores []F, relevance []float32, offsets []int, margin F) bool {
	n := len(scores)
	if counts == nil {
		w.counts = grown(w.counts, asm.RunLists*asm.RunItems)
		counts = w.counts
	}
	counts, relevance = counts[:n], relevance[:n]
	of := unsafe.Slice((*float32)(unsafe.Pointer(unsafe.SliceData(scores))), n)
	r := runVectors(counts, of, relevance, offsets, float32(margin))
	switch {
	case r.Lists != len(offsets)-1: // somebody else writes to offsets
		return false
	case r.Exact():
		w.Terms.Add(r.Coarse)
		w.Terms.Add(r.Fine)
	case r.Greatest < untamed:
		exact.AddAll(&w.Terms, counts, of, asm.RunItems)
	default:
		return false
	}
	w.Tally.Pairs += int64(r.Pairs)
	w.Tally.Active += int64(r.Active)
	return true
}
