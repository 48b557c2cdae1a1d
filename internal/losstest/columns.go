package losstest

import (
	"math"
	"math/rand/v2"

	"github.com/marginrank/marginrank/loss"
)

// Columns says which arrays pairs have besides scores and labels.
type Columns struct{ Weights, Margins bool }

var AllColumns = []Columns{{}, {Weights: true}, {Margins: true}, {true, true}}

func (c Columns) String() string {
	return map[Columns]string{{}: "neither", {Weights: true}: "weights", {Margins: true}: "margins", {true, true}: "weights, margins"}[c]
}

func ColumnsOf[T loss.Float](p loss.Pairs[T]) Columns {
	return Columns{p.Weights != nil, p.Margins != nil}
}

// WithColumns returns b with weights and margins as has says, each array at an offset of its own. Every third
// weight is +0 or -0. Half of the other values of pairs with such a weight become NaN or infinite.
func WithColumns[T loss.Float](d DType[T], b Batch[T], has Columns, offset int, draw func(*rand.Rand) float64) Batch[T] {
	n := len(b.Pairs.X1)
	r := rand.New(rand.NewPCG(uint64(n), uint64(offset)+1000))
	if has.Weights {
		b.Pairs.Weights = Place[T](n, offset+5)
		for i := range n {
			weight := math.Abs(draw(r))
			if i%3 == 1 {
				weight = math.Copysign(0, float64(i%2)-0.5)
			}
			b.Pairs.Weights[i] = d.Element(d.Round(weight))
		}
	}
	if has.Margins {
		b.Pairs.Margins = Place[T](n, offset+11)
		for i := range n {
			b.Pairs.Margins[i] = d.Element(d.Round(draw(r)))
		}
	}
	if has.Weights {
		bad := []float64{math.NaN(), math.Inf(1), math.Inf(-1)}
		for i := 1; i < n; i += 3 {
			for _, array := range [][]T{b.Pairs.X1, b.Pairs.X2, b.Pairs.Y, b.Pairs.Margins, b.Upstream} {
				if array != nil && r.IntN(2) == 0 {
					array[i] = d.Element(bad[r.IntN(3)])
				}
			}
		}
	}
	return b
}
