package loss

import "github.com/marginrank/marginrank/generated"

// Small calls go to the kernels without a batch, which costs more to fill than a hundred
// pairs to compute. What is not certainly right goes the long way, which finds the error.

// small reports whether a call that reduces p is one span, and right.
func (c *MarginRanking[T]) small(p *Pairs[T]) bool {
	n := len(p.X1)
	return n <= generated.Span && len(p.X2) == n && c.Reduction <= Sum && !raceEnabled &&
		p.Weights == nil && p.Margins == nil &&
		(p.Y == nil && (p.Signs == nil || len(p.Signs) == n) || p.Signs == nil && len(p.Y) == n)
}

// small reports whether gradients have the length of p, and certainly no overlap.
func (g *Grads[T]) small(p *Pairs[T]) bool {
	n := len(p.X1)
	if g.X1 == nil || len(g.X1) != n || g.X2 == nil || len(g.X2) != n || g.Y != nil && len(g.Y) != n {
		return false
	}
	x1, x2, y := address(p.X1), address(p.X2), address(p.Y)
	gx1, gx2, gy := address(g.X1), address(g.X2), address(g.Y)
	size := size(g.X1)
	if near(gx1, gx2, size) || near(gx1, gy, size) || near(gx2, gy, size) || p.Signs != nil &&
		(near(gx1, address(p.Signs), size) || near(gx2, address(p.Signs), size) || near(gy, address(p.Signs), size)) {
		return false
	}
	return apart(gx1, x1, x2, y, size) && apart(gx2, x1, x2, y, size) && (g.Y == nil || apart(gy, x1, x2, y, size))
}

// near reports whether two arrays of so many bytes share some, or begin at 0.
func near(a, b, size uintptr) bool { return a-b+size-1 < 2*size-1 }

// apart reports whether an output is exactly one of the inputs, or shares nothing with it.
func apart(out, x1, x2, y, size uintptr) bool {
	return (out == x1 || !near(out, x1, size)) && (out == x2 || !near(out, x2, size)) && (out == y || !near(out, y, size))
}
