package allpairs

import "unsafe"

// sort puts the items that have a score in order, with their scores and levels, and reports
// whether others have NaN for one.
func (w *workspace[F]) sort(l *list[F]) (nans bool) {
	n := len(l.scores)
	w.entries[0], w.entries[1] = grown(w.entries[0], n), grown(w.entries[1], n)
	items := w.entries[0][:0]
	for i, s := range l.scores {
		switch {
		case l.mask != nil && !l.mask[i]:
		case s != s:
			nans = true
		default:
			items = append(items, entryOf(keyOf(s), i))
		}
	}
	w.order = sortEntries(items, w.entries[1], &w.counters)
	if unsafe.Sizeof(F(0)) == 8 {
		w.refine(l.scores)
	}

	n = len(w.order)
	w.scores = grown(w.scores, n+1)[:n]
	if w.few {
		w.grades = grown(w.grades, n+blockItems)
		for k, e := range w.order {
			w.scores[k], w.grades[k] = l.scores[e.index()], w.table.rank[w.grade[e.index()]&fewLevels]
		}
	} else {
		w.levels = grown(w.levels, n)
		for k, e := range w.order {
			w.scores[k], w.levels[k] = l.scores[e.index()], w.level[e.index()]
		}
	}
	return nans
}

// refine sorts items that are in the order of their keys' upper 32 bits by the lower ones,
// too: each run of items with equal upper ones.
func (w *workspace[F]) refine(scores []F) {
	for lo, hi := 0, 0; lo < len(w.order); lo = hi {
		upper := w.order[lo].key()
		for hi = lo + 1; hi < len(w.order) && w.order[hi].key() == upper; hi++ {
		}
		if hi-lo == 1 {
			continue
		}
		run := w.order[lo:hi]
		for k, e := range run {
			run[k] = entryOf(keyOf(scores[e.index()])<<32, int(e.index()))
		}
		w.spare = grown(w.spare, len(run))
		copy(run, sortEntries(run, w.spare, &w.counters))
	}
}

// levelOf is the level of a sorted item.
func (w *workspace[F]) levelOf(k int) uint32 {
	if w.few {
		return uint32(w.grades[k])
	}
	return w.levels[k]
}
