package allpairs

// A tree counts items by level, and those on the levels below any: a Fenwick tree
// (Software: Practice and Experience 24(3):327).
type tree []uint32

// cleared is the tree for so many levels, with no items.
func (t *tree) cleared(levels int) tree {
	*t = grown(*t, levels+1)
	clear(*t)
	return *t
}

// add adds n items on a level.
func (t tree) add(level, n uint32) {
	for k := int(level) + 1; k < len(t); k += k & -k {
		t[k] += n
	}
}

// before is the number of items on the levels below this one.
func (t tree) before(level uint32) (n uint32) {
	for k := int(level); k > 0; k &= k - 1 {
		n += t[k]
	}
	return n
}
