package allpairs

import (
	"math"
	"sort"
)

// Two boundaries describe the active pairs of sorted items. Item i, as the higher item of a pair, is inside the margin of
// the items from first[i] on. Item p, as the lower item, is inside the margin of the items before behind[p]. first[i] never
// decreases as i increases, and behind follows from first: i < behind[p] means the same as first[i] <= p.
//
// So both boundaries are one path through a grid, from (0, 0) to (n, n). If i is inside the margin of p at (i, p), then first[i] is
// p, and the path goes on to i+1. If not, p is inside the margin of all items before i and of no item from i on: behind[p] is i, and
// the path goes on to p+1.

// chains is the number of parts of the path that are walked in parallel. Each step of a part depends on the
// step before, but not on other parts.
const (
	chains     = 4
	chainsFrom = 64 // below, it takes longer to find the parts
)

// boundaries finds the boundaries for margin m, which is neither +Inf nor NaN. Scores are in order, and have room
// for one more score at their end.
func boundaries[F float](s []F, m F, first, behind []uint32) {
	n := len(s)
	if n == 0 {
		return
	}
	if !isFinite(s[0]) || !isFinite(s[n-1]) || !isFinite(m) {
		slowBoundaries(s, m, first, behind)
		return
	}
	// With infinity behind the scores, the path stays inside the grid by itself, and has 2n steps.
	s = s[:n+1]
	s[n] = F(math.Inf(1))
	first, behind = first[:n+1], behind[:n+1]
	if n < chainsFrom {
		walk(s, m, first, behind, 0, 0, 2*n)
		return
	}
	var at [chains]int
	steps := 2 * n / chains
	for c := range at {
		at[c] = onPath(s, m, c*steps)
	}
	i0, i1, i2, i3 := at[0], at[1], at[2], at[3]
	p0, p1, p2, p3 := 0-i0, steps-i1, 2*steps-i2, 3*steps-i3
	for range steps {
		first[i0], first[i1], first[i2], first[i3] = uint32(p0), uint32(p1), uint32(p2), uint32(p3)
		behind[p0], behind[p1], behind[p2], behind[p3] = uint32(i0), uint32(i1), uint32(i2), uint32(i3)
		a0, a1, a2, a3 := one(s[i0]-s[p0] <= m), one(s[i1]-s[p1] <= m), one(s[i2]-s[p2] <= m), one(s[i3]-s[p3] <= m)
		i0, i1, i2, i3 = i0+a0, i1+a1, i2+a2, i3+a3
		p0, p1, p2, p3 = p0+1-a0, p1+1-a1, p2+1-a2, p3+1-a3
	}
	walk(s, m, first, behind, i3, p3, 2*n-chains*steps)

	// Where a chain begins, the one before came late with what it had for the same item.
	for c := 1; c < chains; c++ {
		i, p := at[c], c*steps-at[c]
		first[i], behind[p] = firstOf(s, m, i), behindOf(s, m, p)
	}
}

// firstOf and behindOf find the boundary of one item by a search. The last element of s is an infinity, after all
// scores.
func firstOf[F float](s []F, m F, i int) uint32 {
	n := len(s) - 1
	return uint32(sort.Search(n, func(p int) bool { return s[i]-s[p] <= m }))
}

func behindOf[F float](s []F, m F, p int) uint32 {
	n := len(s) - 1
	return uint32(sort.Search(n, func(i int) bool { return !(s[i]-s[p] <= m) }))
}

// walk walks the given number of steps from (i, p), without a branch that depends on scores.
func walk[F float](s []F, m F, first, behind []uint32, i, p, steps int) {
	for range steps {
		first[i], behind[p] = uint32(p), uint32(i)
		a := one(s[i]-s[p] <= m)
		i += a
		p += 1 - a
	}
}

// onPath returns the i of the point that the path reaches after the given number of steps.
func onPath[F float](s []F, m F, steps int) int {
	n := len(s) - 1
	least := max(0, steps-n)
	return least + sort.Search(min(steps, n)-least, func(k int) bool {
		i := least + k
		return !(s[i]-s[steps-i-1] <= m) // then i is not behind it
	})
}

// slowBoundaries is boundaries for scores with infinities. It needs no room after the scores.
func slowBoundaries[F float](s []F, m F, first, behind []uint32) {
	n := len(s)
	i, p := 0, 0
	for i < n && p < n {
		if s[i]-s[p] <= m { // not for Inf - Inf
			first[i] = uint32(p)
			i++
		} else {
			behind[p] = uint32(i)
			p++
		}
	}
	for ; i < n; i++ {
		first[i] = uint32(n)
	}
	for ; p < n; p++ {
		behind[p] = uint32(n)
	}
}

// one returns 1 for true and 0 for false, without a branch. It is generic so that the compiler can inline it into
// generic functions of this package that package loss instantiates. There the compiler does not have the bodies
// of functions that are not generic.
func one[B ~bool](b B) (n int) {
	if b {
		n = 1
	}
	return n
}
