package loss

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
)

// Small calls go to the kernels without a batch, which costs more to fill than a hundred
// pairs to compute. What is not certainly right goes the long way, which finds the error.

// data is the address of the first element, where there is one.
func data[E any](s []E) *E { return unsafe.SliceData(s) }

// small reports whether p, of n pairs, is one span, plain, and right.
func (p *Pairs[T]) small(n int) bool {
	return n <= generated.Span && len(p.X2) == n && !raceEnabled && p.Weights == nil && p.Margins == nil &&
		(p.Y == nil && (p.Signs == nil || len(p.Signs) == n) || p.Signs == nil && len(p.Y) == n)
}

// small reports whether there is a gradient, and whether every one is as long as p, and
// shares memory with no array beside it, unless it is exactly an input.
func (g *Grads[T]) small(p *Pairs[T]) bool {
	n, size := len(p.X1), size(p.X1)
	x1, x2, y, signs := address(p.X1), address(p.X2), address(p.Y), address(p.Signs)
	gx1, gx2, gy := address(g.X1), address(g.X2), address(g.Y)
	if gx1 != 0 && (len(g.X1) != n || !free(gx1, x1, x2, y, signs, size)) {
		return false
	}
	if gx2 != 0 && (len(g.X2) != n || !free(gx2, x1, x2, y, signs, size) || near(gx2, gx1, size)) {
		return false
	}
	if gy != 0 && (len(g.Y) != n || !free(gy, x1, x2, y, signs, size) || near(gy, gx1, size) || near(gy, gx2, size)) {
		return false
	}
	return gx1|gx2|gy != 0
}

// smallNone is small for a call with an upstream gradient of each pair, and maybe with dst.
func (g *Grads[T]) smallNone(p *Pairs[T], upstream, dst []T) bool {
	if len(upstream) != len(p.X1) || !g.small(p) {
		return false
	}
	size, in, out := size(upstream), address(upstream), address(dst)
	return beside(address(g.X1), in, out, size) && beside(address(g.X2), in, out, size) && beside(address(g.Y), in, out, size)
}

// beside reports whether a gradient, if wanted, shares memory neither with the upstream
// gradients, unless it is exactly them, nor with the losses.
func beside(grad, upstream, dst, size uintptr) bool {
	return grad == 0 || (!near(grad, upstream, size) || grad == upstream) && !near(grad, dst, size)
}

// smallNone reports whether the losses dst are as long as p, and share memory with no input,
// unless they are exactly one.
func (p *Pairs[T]) smallNone(dst, upstream []T) bool {
	size, out, in := size(dst), address(dst), address(upstream)
	return len(dst) == len(p.X1) && free(out, address(p.X1), address(p.X2), address(p.Y), address(p.Signs), size) &&
		(!near(out, in, size) || out == in)
}

// free reports whether an output shares memory with none of a call's inputs, or is
// exactly one of them. Of y and signs one is nil.
func free(out, x1, x2, y, signs, size uintptr) bool {
	return (!near(out, x1, size) || out == x1) && (!near(out, x2, size) || out == x2) && (!near(out, y|signs, size) || out == y)
}

// near reports whether two arrays of so many bytes share some, or begin at 0. Int8
// count as elements: what seems near and is not goes the long way.
func near(a, b, size uintptr) bool { return a+size-1-b < 2*size-1 }
