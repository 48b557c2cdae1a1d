package gomlx_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gomlx"
	"github.com/marginrank/marginrank/loss"
)

// batch is pairs with an upstream gradient each.
type batch[T loss.Float] struct {
	loss.Pairs[T]
	upstream []T
}

func (b batch[T]) describe(c loss.MarginRanking[T]) func(i int) string {
	return func(i int) string {
		text := fmt.Sprintf("x1 %v, x2 %v, upstream %v, P %d, margin %v, %v", b.X1[i], b.X2[i], b.upstream[i], c.P, c.Margin, c.Boundary)
		if b.Y != nil {
			text += fmt.Sprintf(", y %v", b.Y[i])
		}
		if b.Signs != nil {
			text += fmt.Sprintf(", sign %v", b.Signs[i])
		}
		if b.Margins != nil {
			text += fmt.Sprintf(", its margin %v, weight %v", b.Margins[i], b.Weights[i])
		}
		return text
	}
}

// outcome is what a loss makes of pairs.
type outcome[T loss.Float] struct {
	losses, x1, x2, y []T
}

// ours is the outcome of package loss.
func ours[T loss.Float](t testing.TB, c loss.MarginRanking[T], b batch[T]) outcome[T] {
	n := len(b.X1)
	o := outcome[T]{losses: make([]T, n), x1: make([]T, n), x2: make([]T, n)}
	if b.Y != nil {
		o.y = make([]T, n)
	}
	require.NoError(t, c.ForwardBackwardNone(o.losses, loss.Grads[T]{X1: o.x1, X2: o.x2, Y: o.y}, b.Pairs, b.upstream))
	for _, results := range [][]T{o.losses, o.x1, o.x2, o.y} {
		flush(results)
	}
	return o
}

// flush makes 0 of subnormal float16 results, as GoMLX does when it rounds a float32. If GoMLX learns to round them, the
// tests that use flush fail, and it goes, with what the documentation says of it.
func flush[T loss.Float](results []T) {
	if halves, ok := any(results).([]loss.Float16); ok {
		for i, h := range halves {
			if h&0x7c00 == 0 {
				halves[i] = 0
			}
		}
	}
}

// theirs is the outcome of the graph of Pairs, and of GoMLX's autograd, with the reduction None.
func theirs[T loss.Float](t testing.TB, c loss.MarginRanking[T], b batch[T]) outcome[T] {
	n := len(b.X1)
	c.Reduction = loss.None
	var columns []gomlx.Column
	args := []any{tensorOf(t, b.X1, n), tensorOf(t, b.X2, n), tensorOf(t, b.upstream, n)}
	add := func(column gomlx.Column, label *tensors.Tensor) {
		columns, args = append(columns, column), append(args, label)
	}
	if b.Weights != nil {
		add(gomlx.Weights, tensorOf(t, b.Weights, n))
	}
	if b.Margins != nil {
		add(gomlx.Margins, tensorOf(t, b.Margins, n))
	}
	if b.Y != nil {
		add(gomlx.Y, tensorOf(t, b.Y, n))
	} else if b.Signs != nil {
		add(gomlx.Y, tensors.FromFlatDataAndDimensions(b.Signs, n))
	}
	exec := graph.MustNewExec(backend(), func(nodes []*graph.Node) []*graph.Node {
		scores, labels := nodes[:2], nodes[3:]
		losses := gomlx.Pairs(c, columns...)(labels, scores)
		inputs := scores
		if b.Y != nil {
			inputs = append(scores[:2:2], labels[len(labels)-1])
		}
		grads := graph.Gradient(graph.ReduceAllSum(graph.Mul(losses, nodes[2])), inputs...)
		return append([]*graph.Node{losses}, grads...)
	})
	outputs, err := exec.Call(args...)
	require.NoError(t, err)
	o := outcome[T]{losses: elementsOf[T](t, outputs[0]), x1: elementsOf[T](t, outputs[1]), x2: elementsOf[T](t, outputs[2])}
	if b.Y != nil {
		o.y = elementsOf[T](t, outputs[3])
	}
	return o
}

func compare[T loss.Float](t *testing.T, c loss.MarginRanking[T], b batch[T]) {
	t.Helper()
	want, got := ours(t, c, b), theirs(t, c, b)
	sameBits(t, want.losses, got.losses, "loss", b.describe(c))
	sameBits(t, want.x1, got.x1, "gradient of x1", b.describe(c))
	sameBits(t, want.x2, got.x2, "gradient of x2", b.describe(c))
	sameBits(t, want.y, got.y, "gradient of y", b.describe(c))
}

var (
	nan, inf = math.NaN(), math.Inf(1)
	// values are scores on both sides of margins, on them, and beyond all bounds.
	values    = []float64{0, 1, 0.5, 1.5, -2, 3, 0.1, 0.30000001, 1e-42, 6e4, 3e38, -3e38, inf, -inf, nan}
	labels    = []float64{1, -1, 0, 2.5, -0.1, 3e38, inf, -inf, nan}
	upstreams = []float64{1, -0.3, 0, 3e38, 1e-37, inf, nan}
	margins   = []float64{0, 0.5, 1, -0.5, 0.1, 1e300, -1e300, 1e-60, inf, -inf, nan, math.Copysign(0, -1)}
)

// all is every combination of values, labels and upstream gradients.
func all[T loss.Float](t *testing.T) batch[T] {
	var x1, x2, y, g []float64
	for _, a := range values {
		for _, b := range values {
			for _, label := range labels {
				for _, upstream := range upstreams {
					x1, x2, y, g = append(x1, a), append(x2, b), append(y, label), append(g, upstream)
				}
			}
		}
	}
	return batch[T]{loss.Pairs[T]{X1: narrow[T](t, x1...), X2: narrow[T](t, x2...), Y: narrow[T](t, y...)}, narrow[T](t, g...)}
}

func TestPairsEqualToTheBit(t *testing.T) {
	t.Run("float32", testPairs[float32])
	t.Run("float64", testPairs[float64])
	t.Run("bfloat16", testPairs[loss.BFloat16])
	t.Run("float16", testPairs[loss.Float16])
}

func testPairs[T loss.Float](t *testing.T) {
	given := all[T](t)
	n := len(given.X1)
	ones, signs := given, given
	ones.Y, signs.Y = nil, nil
	signs.Signs = make([]int8, n)
	weighted := given
	weighted.Weights, weighted.Margins = make([]T, n), make([]T, n)
	weights := narrow[T](t, 1, 0, 0.3, 2.5, 1e-40, inf, nan)
	own := narrow[T](t, margins...)
	for i := range n {
		signs.Signs[i] = [...]int8{1, -1, 0, -128, 127, 2, 1}[i%7]
		weighted.Weights[i] = weights[i%len(weights)]
		weighted.Margins[i] = own[(i/7)%len(own)]
	}
	for _, boundary := range []loss.Boundary{loss.Inclusive, loss.Exclusive} {
		for _, margin := range margins {
			for p := 1; p <= 2; p++ {
				c := loss.MarginRanking[T]{Margin: margin, P: p, Boundary: boundary}
				compare(t, c, given)
				compare(t, c, ones)
				compare(t, c, signs)
			}
		}
		for p := 1; p <= 2; p++ {
			compare(t, loss.MarginRanking[T]{P: p, Boundary: boundary}, weighted)
		}
	}
}

// Random scores, and scores whose difference is a rounding away from the margin.
func TestPairsAroundTheMargin(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 3))
	const n = 20_000
	for _, boundary := range []loss.Boundary{loss.Inclusive, loss.Exclusive} {
		for _, margin := range []float64{0, 0.1, 0.5, 1, -0.7} {
			var b batch[float32]
			ties := 0
			for range n {
				x2, y := float32(rng.NormFloat64()*10), float32(1-2*rng.IntN(2))
				x1 := x2 + y*float32(margin)
				switch rng.IntN(4) {
				case 0:
					x1 = math.Nextafter32(x1, inf32)
				case 1:
					x1 = math.Nextafter32(x1, -inf32)
				case 2:
					x1, y = float32(rng.NormFloat64()*10), float32(rng.NormFloat64())
				}
				if float32(-y*(x1-x2))+float32(margin) == 0 {
					ties++
				}
				b.X1, b.X2, b.Y = append(b.X1, x1), append(b.X2, x2), append(b.Y, y)
				b.upstream = append(b.upstream, float32(rng.NormFloat64()))
			}
			require.Greater(t, ties, 50, "pairs exactly on the margin")
			for p := 1; p <= 2; p++ {
				compare(t, loss.MarginRanking[float32]{Margin: margin, P: p, Boundary: boundary}, b)
			}
		}
	}
}

var inf32 = float32(inf)

// The table of what the loss does at its edges, as PyTorch has it, with the gradients of ties for Inclusive.
func TestPairsAtTheEdges(t *testing.T) {
	for _, row := range []struct{ x1, x2, y, margin, loss, gx1, gx2, gy, tied float64 }{
		{x1: 1, x2: 1, y: 1, margin: 0, loss: 0, gx1: -1, gx2: 1, gy: 0, tied: 1},
		{x1: 1.5, x2: 1, y: 1, margin: .5, loss: 0, gx1: -1, gx2: 1, gy: -.5, tied: 1},
		{x1: 3, x2: 1, y: 1, margin: .5},
		{x1: 3, x2: 1, y: 0, margin: 0, gy: -2, tied: 1},
		{x1: 3, x2: 1, y: 0, margin: .5, loss: .5, gy: -2},
		{x1: 3, x2: 1, y: 0, margin: -.5},
		{x1: 1, x2: 2, y: 2.5, margin: .5, loss: 3, gx1: -2.5, gx2: 2.5, gy: 1},
		{x1: nan, x2: 2, y: 1, margin: .5, loss: nan, gy: nan},
		{x1: 1, x2: 2, y: nan, margin: .5, loss: nan, gx1: nan, gx2: nan},
		{x1: inf, x2: inf, y: 1, margin: 0, loss: nan, gy: nan},
		{x1: inf, x2: 0, y: 1, margin: 0, gy: nan},
		{x1: -inf, x2: 0, y: 1, margin: 0, loss: inf, gx1: -1, gx2: 1, gy: inf},
		{x1: inf, x2: 0, y: 0, margin: 0, loss: nan, gy: nan},
		{x1: 2, x2: 1, y: inf, margin: 0, gx1: nan, gx2: nan},
		{x1: 2, x2: 1, y: 1, margin: nan, loss: nan},
		{x1: 2, x2: 1, y: 1, margin: inf, loss: inf, gx1: -1, gx2: 1, gy: -1},
		{x1: 2, x2: 1, y: 1, margin: -inf},
	} {
		for _, boundary := range []loss.Boundary{loss.Inclusive, loss.Exclusive} {
			b := batch[float64]{loss.Pairs[float64]{X1: []float64{row.x1}, X2: []float64{row.x2}, Y: []float64{row.y}}, []float64{1}}
			c := loss.MarginRanking[float64]{Margin: row.margin, Boundary: boundary}
			passes := 1.0
			if boundary == loss.Exclusive {
				passes -= row.tied
			}
			got := theirs(t, c, b)
			sameBits(t, []float64{row.loss}, got.losses, "loss", b.describe(c))
			sameBits(t, []float64{row.gx1 * passes}, got.x1, "gradient of x1", b.describe(c))
			sameBits(t, []float64{row.gx2 * passes}, got.x2, "gradient of x2", b.describe(c))
			sameBits(t, []float64{row.gy * passes}, got.y, "gradient of y", b.describe(c))
		}
	}
}
