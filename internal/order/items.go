package order

import "unsafe"

// A Sorter sorts items. It keeps its memory for the next list.
type Sorter struct {
	entries  [2][]Entry
	spare    []Entry
	counters counters
}

// Items returns the items of a list that the mask keeps, in the order of rising scores. Items with equal scores are in the order of
// their positions. A nil mask keeps all items. If k is greater than 0, Items returns only the end of this order: at least the k
// items with the highest scores, and all items with the same score as one of them.
//
// The result belongs to s, and is valid until s is used again. Scores of kept items must not be NaN. T is a float
// of 2, 4 or 8 bytes, or a named type of one.
func Items[T any](s *Sorter, scores []T, mask Mask, k int) []Entry {
	switch unsafe.Sizeof(*new(T)) {
	case 2:
		return items(s, wordsOf[uint16](scores), mask, k)
	case 4:
		return items(s, wordsOf[uint32](scores), mask, k)
	}
	words := wordsOf[uint64](scores)
	a := items(s, words, mask, k)
	s.refine(a, words)
	return a
}

// Same reports whether two entries that Items returned for scores have the same score.
func Same[T any](scores []T, a, b Entry) bool {
	if unsafe.Sizeof(*new(T)) < 8 {
		return a.key() == b.key()
	}
	words := wordsOf[uint64](scores)
	return keyOf(words[a.Index()]) == keyOf(words[b.Index()])
}

// items is Items, except that it sorts by the upper 32 bits of the keys only.
func items[W word](s *Sorter, scores []W, mask Mask, k int) []Entry {
	if k > 0 && k <= len(scores)/selection {
		return top(s, scores, mask, k)
	}
	a := s.buffer(len(scores))
	for i, b := range scores {
		if mask.Keeps(i) {
			a = append(a, entryOf(keyOf(b), i))
		}
	}
	return s.sort(a)
}

// selection is the number of items per wanted item from which on selecting the wanted items is faster than sorting all items.
const selection = 4

// top is Items for a small k. It collects items in a buffer. Whenever the buffer is full, top sorts it and drops all items with lower
// keys than the k highest items. From then on, it skips items with lower keys.
func top[W word](s *Sorter, scores []W, mask Mask, k int) []Entry {
	a := s.buffer(max(4*k, insertionUpTo))
	least := uint32(0)
	for i, b := range scores {
		key := keyOf(b)
		if uint32(key>>32) < least || !mask.Keeps(i) {
			continue
		}
		if len(a) == cap(a) {
			a = s.highest(s.sort(a), k)
			least = a[len(a)-k].key()
			kept := s.buffer(max(4*k, insertionUpTo, 2*len(a))) // this may be the buffer of a: then a moves to its front
			a = append(kept, a...)
		}
		a = append(a, entryOf(key, i))
	}
	return s.highest(s.sort(a), k)
}

// highest returns the end of a: the k entries with the highest keys, and all others whose keys equal one of
// these.
func (s *Sorter) highest(a []Entry, k int) []Entry {
	first := max(len(a)-k, 0)
	for first > 0 && a[first-1].key() == a[first].key() {
		first--
	}
	return a[first:]
}

// buffer returns an empty slice with room for n entries.
func (s *Sorter) buffer(n int) []Entry {
	for i := range s.entries {
		if cap(s.entries[i]) < n {
			s.entries[i] = make([]Entry, n)
		}
	}
	return s.entries[0][:0:n]
}

// sort sorts a, which must be in the buffer.
func (s *Sorter) sort(a []Entry) []Entry {
	return sortEntries(a, s.entries[1][:cap(s.entries[1])], &s.counters)
}

// refine completes the order of items that are sorted by the upper 32 bits of their keys: it sorts each run of items with equal
// upper bits by the lower 32 bits.
func (s *Sorter) refine(a []Entry, scores []uint64) {
	for lo, hi := 0, 0; lo < len(a); lo = hi {
		upper := a[lo].key()
		for hi = lo + 1; hi < len(a) && a[hi].key() == upper; hi++ {
		}
		if hi-lo == 1 {
			continue
		}
		run := a[lo:hi]
		for k, e := range run {
			run[k] = entryOf(keyOf(scores[e.Index()])<<32, int(e.Index()))
		}
		if cap(s.spare) < len(run) {
			s.spare = make([]Entry, len(run))
		}
		copy(run, sortEntries(run, s.spare[:cap(s.spare)], &s.counters))
	}
}
