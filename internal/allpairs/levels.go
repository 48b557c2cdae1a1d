package allpairs

import "math"

// fewLevels is up to how many levels plain counters are faster than a tree.
const fewLevels = 16

// A table finds few distinct values: a hash table twice as large as it is ever filled, and
// the values in the order in which they came.
type table struct {
	slots  [64]uint8 // 1 + the number of a value
	values [fewLevels]float32
	sizes  [fewLevels]uint32 // how many items have each
	count  int
}

// number returns the number of v, from 0 on in the order in which values come, and
// whether there is one.
func (t *table) number(v float32) (n int, ok bool) {
	b := math.Float32bits(v)
	at := b * 0x9e3779b1 >> 26
	for ; t.slots[at] > 0; at = (at + 1) % uint32(len(t.slots)) {
		if n := int(t.slots[at]) - 1; t.values[n] == v {
			return n, true
		}
	}
	if t.count == fewLevels {
		return 0, false
	}
	t.values[t.count] = v
	t.count++
	t.slots[at] = uint8(t.count)
	return t.count - 1, true
}

// numberLevels numbers the values of relevance from 0 on, the lowest first: w.level has that
// of each item, but for those left out, and w.size how many items have it.
func (w *Workspace[F, K]) numberLevels(relevance []float32, mask []bool) {
	w.level = grown(w.level, len(relevance))
	if !w.numberFew(relevance, mask) {
		w.numberMany(relevance, mask)
	}
}

// numberFew does so if there are only a few values.
func (w *Workspace[F, K]) numberFew(relevance []float32, mask []bool) bool {
	t := &w.table
	*t = table{}
	level := w.level[:len(relevance)]
	for i, r := range relevance {
		level[i] = 0
		if mask != nil && !mask[i] {
			continue
		}
		n, ok := t.number(r + 0) // -0 becomes +0
		if !ok {
			return false
		}
		level[i] = uint32(n)
		t.sizes[n]++
	}
	var rank [fewLevels]uint32
	w.size = grown(w.size, t.count)
	for n, v := range t.values[:t.count] {
		for _, u := range t.values[:t.count] {
			if u < v {
				rank[n]++
			}
		}
		w.size[rank[n]] = t.sizes[n]
	}
	for i, n := range level {
		level[i] = rank[n]
	}
	return true
}

// numberMany sorts the values.
func (w *Workspace[F, K]) numberMany(relevance []float32, mask []bool) {
	w.relevance[0] = grown(w.relevance[0], len(relevance))
	w.relevance[1] = grown(w.relevance[1], len(relevance))
	a := w.relevance[0][:0]
	for i, r := range relevance {
		if mask == nil || mask[i] {
			a = append(a, entry[uint32]{keyOf[float32, uint32](r + 0), uint32(i)})
		}
	}
	w.size = grown(w.size, len(a))[:0]
	last := uint32(0)
	for k, e := range sortEntries(a, w.relevance[1], &w.counters) {
		if k == 0 || e.key != last {
			w.size = append(w.size, 0)
		}
		n := len(w.size) - 1
		w.size[n]++
		w.level[e.index] = uint32(n)
		last = e.key
	}
}
