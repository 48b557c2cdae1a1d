package loss_test

import (
	"math"
	"math/rand/v2"

	"github.com/marginrank/marginrank/loss"
)

// columns says which arrays pairs have beside scores and labels.
type columns struct{ weights, margins bool }

var allColumns = []columns{{}, {weights: true}, {margins: true}, {true, true}}

func (c columns) String() string {
	return map[columns]string{{}: "neither", {weights: true}: "weights", {margins: true}: "margins", {true, true}: "weights, margins"}[c]
}

func columnsOf[T loss.Float](p loss.Pairs[T]) columns {
	return columns{p.Weights != nil, p.Margins != nil}
}

// withColumns gives a batch weights and margins, each at its own offset. Every third
// weight is 0, of either sign; of what such a pair holds, half becomes NaN or infinite.
func withColumns[T loss.Float](d dtype[T], b batch[T], has columns, offset int, draw func(*rand.Rand) float64) batch[T] {
	n := len(b.pairs.X1)
	r := rand.New(rand.NewPCG(uint64(n), uint64(offset)+1000))
	if has.weights {
		b.pairs.Weights = place[T](n, offset+5)
		for i := range n {
			weight := math.Abs(draw(r))
			if i%3 == 1 {
				weight = math.Copysign(0, float64(i%2)-0.5)
			}
			b.pairs.Weights[i] = d.element(d.round(weight))
		}
	}
	if has.margins {
		b.pairs.Margins = place[T](n, offset+11)
		for i := range n {
			b.pairs.Margins[i] = d.element(d.round(draw(r)))
		}
	}
	if has.weights {
		bad := []float64{math.NaN(), math.Inf(1), math.Inf(-1)}
		for i := 1; i < n; i += 3 {
			for _, array := range [][]T{b.pairs.X1, b.pairs.X2, b.pairs.Y, b.pairs.Margins, b.upstream} {
				if array != nil && r.IntN(2) == 0 {
					array[i] = d.element(bad[r.IntN(3)])
				}
			}
		}
	}
	return b
}
