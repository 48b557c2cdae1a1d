package losstest

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/marginrank/marginrank/loss"
)

// An IndexedBatch is the input of the methods for pairs by index.
type IndexedBatch[T loss.Float] struct {
	Pairs     loss.IndexedPairs[T]
	Margin    float64
	Scalar    float64 // upstream gradient
	Reduction loss.Reduction
	P         int
	Boundary  loss.Boundary
	Workers   int
}

func (b *IndexedBatch[T]) Criterion() loss.MarginRanking[T] {
	return loss.MarginRanking[T]{Margin: b.Margin, Reduction: b.Reduction, P: b.P, Boundary: b.Boundary, Workers: b.Workers}
}

// A Picker chooses the items of pair k of n.
type Picker func(r *rand.Rand, k, n, items int) (i, j int)

var Pickers = map[string]Picker{
	"random": func(r *rand.Rand, _, _, items int) (int, int) { return r.IntN(items), r.IntN(items) },
	"itself": func(r *rand.Rand, _, _, items int) (int, int) { i := r.IntN(items); return i, i },
	"one":    func(_ *rand.Rand, _, _, items int) (int, int) { return items - 1, 0 },
	"few": func(r *rand.Rand, _, _, items int) (int, int) {
		return r.IntN(min(3, items)), items - 1 - r.IntN(min(3, items))
	},
	"in order": func(_ *rand.Rand, k, n, items int) (int, int) { return k * items / n, (k + 1) * (items - 1) / n },
}

// NewIndexedBatch makes n pairs of items. Each array begins at an offset of its own, as in NewBatch.
func NewIndexedBatch[T loss.Float](d DType[T], kind LabelKind, items, n, offset int, margin float64, draw func(*rand.Rand) float64, pick Picker) IndexedBatch[T] {
	b := NewBatch(d, kind, n, offset, margin, draw)
	r := rand.New(rand.NewPCG(uint64(items), uint64(n+offset)))
	p := loss.IndexedPairs[T]{Scores: Place[T](items, offset), I: Place[int32](n, offset+4), J: Place[int32](n, offset+8), Y: b.Pairs.Y, Signs: b.Pairs.Signs}
	for i := range p.Scores {
		p.Scores[i] = d.Element(d.Round(draw(r)))
	}
	for k := range n {
		i, j := pick(r, k, n, items)
		p.I[k], p.J[k] = int32(i), int32(j)
	}
	return IndexedBatch[T]{Pairs: p, Margin: margin, Scalar: b.Scalar, Reduction: loss.Reduction(n % 2), P: b.P, Boundary: loss.Boundary(n / 2 % 2)}
}

// WithIndexedColumns is WithColumns for pairs by index. It does not change scores.
func WithIndexedColumns[T loss.Float](d DType[T], b IndexedBatch[T], has Columns, offset int, draw func(*rand.Rand) float64) IndexedBatch[T] {
	p := WithColumns(d, Batch[T]{Pairs: Gathered(b.Pairs)}, has, offset, draw).Pairs
	b.Pairs.Weights, b.Pairs.Margins = p.Weights, p.Margins
	return b
}

// Gathered returns the same pairs with two scores for each pair.
func Gathered[T loss.Float](p loss.IndexedPairs[T]) loss.Pairs[T] {
	g := loss.Pairs[T]{X1: make([]T, len(p.I)), X2: make([]T, len(p.I)), Y: p.Y, Signs: p.Signs, Weights: p.Weights, Margins: p.Margins}
	for k := range p.I {
		g.X1[k], g.X2[k] = p.Scores[p.I[k]], p.Scores[p.J[k]]
	}
	return g
}

// An IndexedResult is the result of a call or of the reference.
type IndexedResult[T loss.Float] struct {
	Loss   float64
	Counts Counts     // set by the reference
	Stats  loss.Stats // set by a call whose method counts pairs
	Grad   []T
}

// Indexed is the reference, written as the contract says it: the loss and the counts of the gathered pairs, and
// for each item the sum of its gradients, added up in the order of the pairs.
func (d DType[T]) Indexed(b IndexedBatch[T]) IndexedResult[T] {
	p := Batch[T]{Pairs: Gathered(b.Pairs), Margin: b.Margin, P: b.P, Boundary: b.Boundary}
	n := len(b.Pairs.I)
	upstream, divisor := d.Compute(b.Scalar), 1.0
	if b.Reduction == loss.Mean {
		divisor = d.divisor(d.weights(p))
		upstream = d.Compute(upstream / d.Compute(divisor))
	}
	var r IndexedResult[T]
	losses, sums := make([]float64, n), make([]float64, len(b.Pairs.Scores))
	for k := range n {
		t, counts := d.Weighted(d.Pair(p, k), upstream)
		r.Counts.Add(counts)
		losses[k] = t.Out
		i, j := b.Pairs.I[k], b.Pairs.J[k]
		sums[i] = d.Compute(sums[i] + t.GX1)
		sums[j] = d.Compute(sums[j] + t.GX2)
	}
	r.Loss, r.Grad = d.Ordered(losses)/divisor, make([]T, len(sums))
	if math.IsNaN(r.Loss) {
		r.Loss = math.NaN() // always the same bit pattern
	}
	for i, sum := range sums {
		r.Grad[i] = d.Element(d.Round(sum))
		if math.IsNaN(sum) {
			r.Grad[i] = d.FromBits(math.MaxUint64)
		}
	}
	return r
}

// Differs describes the first difference between the bits of two results. It returns "" if there is none.
// got.Grad may be nil.
func (d DType[T]) Differs(want, got IndexedResult[T]) string {
	if math.Float64bits(want.Loss) != math.Float64bits(got.Loss) {
		return fmt.Sprintf("loss is %v (%x), not %v (%x)", got.Loss, math.Float64bits(got.Loss), want.Loss, math.Float64bits(want.Loss))
	}
	if counts := CountsOf(got.Stats); counts != want.Counts {
		return fmt.Sprintf("counts are %+v, not %+v", counts, want.Counts)
	}
	for i, v := range got.Grad {
		if w := want.Grad[i]; d.Bits(v) != d.Bits(w) {
			return fmt.Sprintf("grad[%d] is %x (%v), not %x (%v)", i, d.Bits(v), d.Value(v), d.Bits(w), d.Value(w))
		}
	}
	return ""
}
