package order

import "math"

// Levels are the distinct values of a list's relevance, numbered from 0 on in rising order.
type Levels struct {
	Values []float32 // the relevance of each level; -0 is stored as +0
	Sizes  []uint32  // the number of items on each level

	// The level of item i is table.rank[grade[i]] if few is set, and level[i] if not.
	few   bool
	table table
	grade []uint8
	level []uint32
}

// FewLevels is the largest number of levels that counts as few.
const FewLevels = 15

// Few reports whether there are at most FewLevels levels.
func (l *Levels) Few() bool { return l.few }

// Bytes stores the level of each item in dst, which must be at least as long as items. There must be few levels.
func (l *Levels) Bytes(dst []uint8, items []Entry) {
	dst = dst[:len(items)]
	for k, e := range items {
		dst[k] = l.table.rank[l.grade[e.Index()]&FewLevels]
	}
}

// Words stores the level of each item in dst, which must be at least as long as items.
func (l *Levels) Words(dst []uint32, items []Entry) {
	dst = dst[:len(items)]
	if !l.few {
		for k, e := range items {
			dst[k] = l.level[e.Index()]
		}
		return
	}
	for k, e := range items {
		dst[k] = uint32(l.table.rank[l.grade[e.Index()]&FewLevels])
	}
}

// Number finds and numbers the levels of the items that the mask keeps. A nil mask keeps all items. The relevance
// of an item that is kept must not be NaN.
func (l *Levels) Number(s *Sorter, relevance []float32, mask Mask) {
	if l.few = l.numberFew(relevance, mask); !l.few {
		l.numberMany(s, relevance, mask)
	}
}

// A table numbers up to FewLevels distinct values. It is a hash table that is at most a quarter full, with the
// values in the order in which they came.
type table struct {
	slots  [64]uint8 // 1 + the number of a value
	values [FewLevels]float32
	size   [FewLevels]uint32    // the number of items with each value
	rank   [FewLevels + 1]uint8 // the number of values that are less than each value
	count  int
}

// number returns the number of v. Values are numbered from 0 on in the order in which they come. It returns false
// if v is new and the table is full.
func (t *table) number(v float32) (n uint8, ok bool) {
	at := math.Float32bits(v) * 0x9e3779b1 >> 26
	for ; t.slots[at] > 0; at = (at + 1) % uint32(len(t.slots)) {
		if n = t.slots[at] - 1; t.values[n] == v {
			return n, true
		}
	}
	if t.count == FewLevels {
		return 0, false
	}
	t.values[t.count] = v
	t.count++
	t.slots[at] = uint8(t.count)
	return uint8(t.count) - 1, true
}

// numberFew is Number for few levels. It returns false if there are more.
func (l *Levels) numberFew(relevance []float32, mask Mask) bool {
	t := &l.table
	*t = table{}
	l.grade = grown(l.grade, len(relevance))
	for i, r := range relevance {
		if !mask.Keeps(i) {
			continue
		}
		n, ok := t.number(r + 0) // -0 becomes +0
		if !ok {
			return false
		}
		l.grade[i] = n
		t.size[n]++
	}
	l.Values, l.Sizes = grown(l.Values, t.count), grown(l.Sizes, t.count)
	for n, v := range t.values[:t.count] {
		for _, u := range t.values[:t.count] {
			if u < v {
				t.rank[n]++
			}
		}
		l.Values[t.rank[n]], l.Sizes[t.rank[n]] = v, t.size[n]
	}
	return true
}

// numberMany is Number for any number of levels. It sorts the items by relevance.
func (l *Levels) numberMany(s *Sorter, relevance []float32, mask Mask) {
	n := len(relevance)
	l.level, l.Values, l.Sizes = grown(l.level, n), grown(l.Values, n)[:0], grown(l.Sizes, n)[:0]
	last := Entry(0)
	for k, e := range Items(s, relevance, mask, 0) {
		if k == 0 || e.key() != last.key() {
			l.Values = append(l.Values, relevance[e.Index()]+0)
			l.Sizes = append(l.Sizes, 0)
		}
		l.Sizes[len(l.Sizes)-1]++
		l.level[e.Index()] = uint32(len(l.Sizes) - 1)
		last = e
	}
}

// grown returns a slice of n elements with any content. It uses the memory of s if that is large enough.
func grown[E any](s []E, n int) []E {
	if cap(s) < n {
		return make([]E, n)
	}
	return s[:n]
}
