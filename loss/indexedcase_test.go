package loss_test

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/marginrank/marginrank/loss"
)

// An indexedBatch is the input of the methods for pairs by index.
type indexedBatch[T loss.Float] struct {
	pairs     loss.IndexedPairs[T]
	margin    float64
	scalar    float64 // upstream gradient
	reduction loss.Reduction
	boundary  loss.Boundary
	workers   int
}

func (b *indexedBatch[T]) criterion() loss.MarginRanking[T] {
	return loss.MarginRanking[T]{Margin: b.margin, Reduction: b.reduction, Boundary: b.boundary, Workers: b.workers}
}

// A picker chooses the items of pair k of n.
type picker func(r *rand.Rand, k, n, items int) (i, j int)

var pickers = map[string]picker{
	"random": func(r *rand.Rand, _, _, items int) (int, int) { return r.IntN(items), r.IntN(items) },
	"itself": func(r *rand.Rand, _, _, items int) (int, int) { i := r.IntN(items); return i, i },
	"one":    func(_ *rand.Rand, _, _, items int) (int, int) { return items - 1, 0 },
	"few": func(r *rand.Rand, _, _, items int) (int, int) {
		return r.IntN(min(3, items)), items - 1 - r.IntN(min(3, items))
	},
	"in order": func(_ *rand.Rand, k, n, items int) (int, int) { return k * items / n, (k + 1) * (items - 1) / n },
}

// newIndexedBatch makes n pairs of so many items. Arrays are at offsets in bytes of their own.
func newIndexedBatch[T loss.Float](d dtype[T], kind labelKind, items, n, offset int, margin float64, draw func(*rand.Rand) float64, pick picker) indexedBatch[T] {
	b := newBatch(d, kind, n, offset, margin, draw)
	r := rand.New(rand.NewPCG(uint64(items), uint64(n+offset)))
	p := loss.IndexedPairs[T]{Scores: place[T](items, offset), I: place[int32](n, offset+4), J: place[int32](n, offset+8), Y: b.pairs.Y, Signs: b.pairs.Signs}
	for i := range p.Scores {
		p.Scores[i] = d.element(d.round(draw(r)))
	}
	for k := range n {
		i, j := pick(r, k, n, items)
		p.I[k], p.J[k] = int32(i), int32(j)
	}
	return indexedBatch[T]{pairs: p, margin: margin, scalar: b.scalar, reduction: loss.Reduction(n % 2), boundary: loss.Boundary(n / 2 % 2)}
}

// gathered is the same pairs, score by score.
func gathered[T loss.Float](p loss.IndexedPairs[T]) loss.Pairs[T] {
	g := loss.Pairs[T]{X1: make([]T, len(p.I)), X2: make([]T, len(p.I)), Y: p.Y, Signs: p.Signs}
	for k := range p.I {
		g.X1[k], g.X2[k] = p.Scores[p.I[k]], p.Scores[p.J[k]]
	}
	return g
}

// An indexedResult is all that a call gives.
type indexedResult[T loss.Float] struct {
	loss float64
	grad []T
}

// indexed is the contract, word for word: the loss of the gathered pairs, and what they
// give each item, added up in the order of the pairs.
func (d dtype[T]) indexed(b indexedBatch[T]) indexedResult[T] {
	p := gathered(b.pairs)
	n := len(p.X1)
	upstream, divisor := d.compute(b.scalar), 1.0
	if b.reduction == loss.Mean {
		divisor = float64(n)
		upstream = d.compute(upstream / d.compute(divisor))
	}
	losses, sums := make([]float64, n), make([]float64, len(b.pairs.Scores))
	for k := range n {
		t, _, _ := d.reference(pair{x1: d.value(p.X1[k]), x2: d.value(p.X2[k]), y: d.label(p, k), margin: b.margin, boundary: b.boundary}, upstream)
		losses[k] = t.out
		i, j := b.pairs.I[k], b.pairs.J[k]
		sums[i] = d.compute(sums[i] + t.gx1)
		sums[j] = d.compute(sums[j] + t.gx2)
	}
	r := indexedResult[T]{loss: d.ordered(losses) / divisor, grad: make([]T, len(sums))}
	if n == 0 && b.reduction == loss.Mean || math.IsNaN(r.loss) {
		r.loss = math.NaN() // of one bit pattern
	}
	for i, sum := range sums {
		r.grad[i] = d.element(d.round(sum))
		if math.IsNaN(sum) {
			r.grad[i] = d.fromBits(math.MaxUint64)
		}
	}
	return r
}

// differs describes the first bit in which a result is not the one wanted. grad may be nil.
func (d dtype[T]) differs(want, got indexedResult[T]) string {
	if math.Float64bits(want.loss) != math.Float64bits(got.loss) {
		return fmt.Sprintf("loss is %v (%x), not %v (%x)", got.loss, math.Float64bits(got.loss), want.loss, math.Float64bits(want.loss))
	}
	for i, v := range got.grad {
		if w := want.grad[i]; d.bits(v) != d.bits(w) {
			return fmt.Sprintf("grad[%d] is %x (%v), not %x (%v)", i, d.bits(v), d.value(v), d.bits(w), d.value(w))
		}
	}
	return ""
}
