package order

// A Tree counts items by level, and the items below a level. It is a Fenwick tree (Fenwick, "A new data structure for cumulative
// frequency tables", Software: Practice and Experience 24(3), 1994).
type Tree []uint32

// Cleared makes t a tree for the given number of levels without items, and returns it.
func (t *Tree) Cleared(levels int) Tree {
	*t = grown(*t, levels+1)
	clear(*t)
	return *t
}

// Add adds n items to a level.
func (t Tree) Add(level, n uint32) {
	for k := int(level) + 1; k < len(t); k += k & -k {
		t[k] += n
	}
}

// Before returns the number of items on lower levels.
func (t Tree) Before(level uint32) (n uint32) {
	for k := int(level); k > 0; k &= k - 1 {
		n += t[k]
	}
	return n
}
