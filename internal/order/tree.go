package order

// A Tree counts items by level, and those on the levels below any: a Fenwick tree
// (Software: Practice and Experience 24(3):327).
type Tree []uint32

// Cleared is the tree for so many levels, with no items.
func (t *Tree) Cleared(levels int) Tree {
	*t = grown(*t, levels+1)
	clear(*t)
	return *t
}

// Add adds n items on a level.
func (t Tree) Add(level, n uint32) {
	for k := int(level) + 1; k < len(t); k += k & -k {
		t[k] += n
	}
}

// Before is the number of items on the levels below this one.
func (t Tree) Before(level uint32) (n uint32) {
	for k := int(level); k > 0; k &= k - 1 {
		n += t[k]
	}
	return n
}
