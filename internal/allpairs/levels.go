package allpairs

import "math"

// A table finds few distinct values: a hash table no more than a quarter full, and the values
// in the order in which they came.
type table struct {
	slots  [64]uint8 // 1 + the number of a value
	values [fewLevels]float32
	size   [fewLevels]uint32    // how many items have each
	rank   [fewLevels + 1]uint8 // how many values are less
	count  int
}

// number returns the number of v, from 0 on in the order in which values come, and
// whether there is one.
func (t *table) number(v float32) (n uint8, ok bool) {
	at := math.Float32bits(v) * 0x9e3779b1 >> 26
	for ; t.slots[at] > 0; at = (at + 1) % uint32(len(t.slots)) {
		if n = t.slots[at] - 1; t.values[n] == v {
			return n, true
		}
	}
	if t.count == fewLevels {
		return 0, false
	}
	t.values[t.count] = v
	t.count++
	t.slots[at] = uint8(t.count)
	return uint8(t.count) - 1, true
}

// numberLevels numbers the values of relevance from 0 on, the lowest first, and says how many
// items have each: in w.size.
func (w *workspace[F]) numberLevels(relevance []float32, mask []bool) {
	if w.few = w.numberFew(relevance, mask); !w.few {
		w.numberMany(relevance, mask)
	}
}

// numberFew does so if there are only a few values. An item's level is w.table.rank of its w.grade.
func (w *workspace[F]) numberFew(relevance []float32, mask []bool) bool {
	t := &w.table
	*t = table{}
	w.grade = grown(w.grade, len(relevance))
	for i, r := range relevance {
		if mask != nil && !mask[i] {
			continue
		}
		n, ok := t.number(r + 0) // -0 becomes +0
		if !ok {
			return false
		}
		w.grade[i] = n
		t.size[n]++
	}
	w.size = grown(w.size, t.count)
	for n, v := range t.values[:t.count] {
		for _, u := range t.values[:t.count] {
			if u < v {
				t.rank[n]++
			}
		}
		w.size[t.rank[n]] = t.size[n]
	}
	return true
}

// numberMany sorts the values. An item's level is its w.level.
func (w *workspace[F]) numberMany(relevance []float32, mask []bool) {
	n := len(relevance)
	w.relevance[0], w.relevance[1] = grown(w.relevance[0], n), grown(w.relevance[1], n)
	a := w.relevance[0][:0]
	for i, r := range relevance {
		if mask == nil || mask[i] {
			a = append(a, entryOf(keyOf(r+0), i))
		}
	}
	w.level, w.size = grown(w.level, n), grown(w.size, n)[:0]
	last := uint32(0)
	for k, e := range sortEntries(a, w.relevance[1], &w.counters) {
		if k == 0 || e.key() != last {
			w.size = append(w.size, 0)
		}
		w.size[len(w.size)-1]++
		w.level[e.index()] = uint32(len(w.size) - 1)
		last = e.key()
	}
}
