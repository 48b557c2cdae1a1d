package gomlx

import (
	"math"

	"github.com/gomlx/compute/dtypes"
	"github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/ml/train"

	"github.com/marginrank/marginrank/loss"
)

// Pairs returns c as a loss function of GoMLX, made of graph operations. The first two predictions are the scores X1 and
// X2, one a pair, in tensors of one shape, with elements of type T. The columns say which of the labels are Y, Margins and
// Weights. These have the shape of the scores, and each of them may be absent. Without Y, every label is +1.
//
// The loss of each pair equals that of package loss to the bit, and so do the gradients that GoMLX's autograd makes of
// it, for any scores, labels, margins and upstream gradients. Losses of 16-bit scores are computed in float32 and rounded
// once, as in package loss. The section of the package's documentation on bits says where equality ends.
//
// With the Reduction None, the result has the shape and the dtype of the scores, and the Trainer takes its mean. With
// Mean and Sum, it is a scalar of the dtype of the scores, or a Float32 for scores of 16 bits. With Weights, Mean divides
// by their sum. Workers and KeepInCache have no meaning here.
//
// The function panics, as graph building functions do, with ErrColumns, ErrShape or ErrDType, or with the
// loss.ErrReduction, loss.ErrP or loss.ErrBoundary of c.
func Pairs[T loss.Float](c loss.MarginRanking[T], columns ...Column) train.LossFn {
	return func(labels, predictions []*graph.Node) *graph.Node {
		margin, err := marginOf(c)
		if err != nil {
			panic(err)
		}
		p := pairsOf[T](columns, labels, predictions)
		return p.reduce(p.losses(c.P, c.Boundary, margin), c.Reduction)
	}
}

// pairs is the nodes of a batch, in the precision of the arithmetic.
type pairs struct {
	x1, x2, y, margins, weights *graph.Node // the last three may be nil
	dtype                       dtypes.DType
}

func pairsOf[T loss.Float](c columns, labels, predictions []*graph.Node) pairs {
	err := c.check(nil, []Column{Y, Margins, Weights})
	if err == nil {
		err = c.fit(len(labels))
	}
	if err != nil {
		panic(err)
	}
	if len(predictions) < 2 {
		panic(invalid(ErrShape, "%d predictions: scores are two, X1 and X2", len(predictions)))
	}
	x1, x2 := predictions[0], predictions[1]
	if x1.DType() != dtypeOf[T]() {
		panic(invalid(ErrDType, "X1 is %s, not %s", x1.DType(), dtypeOf[T]()))
	}
	take := func(name string, n *graph.Node, also ...dtypes.DType) *graph.Node {
		if n.DType() != x1.DType() && (len(also) == 0 || n.DType() != also[0]) {
			panic(invalid(ErrDType, "%s is %s, and X1 %s", name, n.DType(), x1.DType()))
		}
		if !n.Shape().EqualDimensions(x1.Shape()) {
			panic(invalid(ErrShape, "%s is %s, and X1 %s", name, n.Shape(), x1.Shape()))
		}
		return graph.ConvertDType(n, computed(x1.DType()))
	}
	p := pairs{x1: take("X1", x1), x2: take("X2", x2), dtype: x1.DType()}
	if y, found := pick(c, labels, Y); found {
		p.y = take("Y", y, dtypes.Int8)
	}
	if margins, found := pick(c, labels, Margins); found {
		p.margins = take("Margins", margins)
	}
	if weights, found := pick(c, labels, Weights); found {
		p.weights = take("Weights", weights)
		p.hide()
	}
	return p
}

// computed is the dtype in which the loss of scores is computed.
func computed(dtype dtypes.DType) dtypes.DType {
	if dtype.IsFloat16() {
		return dtypes.Float32
	}
	return dtype
}

// seen is true where a pair has a weight other than 0.
func (p *pairs) seen() *graph.Node {
	return graph.NotEqual(p.weights, graph.ZerosLike(p.weights))
}

// hide puts 0 for whatever pairs of weight 0 hold: 0 times NaN would be NaN, forward and backward.
func (p *pairs) hide() {
	for _, n := range []**graph.Node{&p.x1, &p.x2, &p.y} {
		if *n != nil {
			*n = graph.Where(p.seen(), *n, graph.ZerosLike(*n))
		}
	}
}

// losses is the loss of each pair, in the precision of the arithmetic. These operations, in this order, are what makes
// values and gradients equal package loss to the bit: u = (-y)·d + m rounds twice, and autograd makes gm·(-y) of it,
// the negative of that, and -(gm·d).
func (p *pairs) losses(power int, boundary loss.Boundary, margin float64) *graph.Node {
	g := p.x1.Graph()
	minus := graph.Neg(graph.Sub(p.x1, p.x2)) // if all labels are +1
	if p.y != nil {
		minus = graph.Mul(graph.Neg(p.y), graph.Sub(p.x1, p.x2))
	}
	m := p.margins
	if m == nil {
		m = graph.Scalar(g, minus.DType(), margin)
	}
	u := graph.Add(minus, m)

	zeros := graph.ZerosLike(u)
	active := graph.GreaterOrEqual(u, zeros)
	if boundary == loss.Exclusive {
		active = graph.GreaterThan(u, zeros)
	}
	// Where a pair is not active, u may be NaN, and the loss with it, but no gradient passes.
	hinges := u
	if power == 2 {
		hinges = square(graph.Where(active, u, zeros))
	}
	losses := graph.Where(active, hinges, graph.StopGradient(graph.Where(graph.LessThan(u, zeros), zeros, u)))
	if p.weights != nil {
		losses = graph.Where(p.seen(), graph.Mul(p.weights, losses), zeros)
	}
	return losses
}

// square returns h·h, whose gradient is the upstream gradient times 2h, as package loss computes it. The gradient of graph.Mul(h, h) is twice
// the rounded product of the upstream gradient and h. That differs where this product is below the normal numbers, or
// where 2h overflows. So the gradient is that of h·2h with a constant 2h, and another constant makes up for the difference to h·h, without
// rounding. Only where h·2h overflows and h·h does not, there is no such difference, and it is that of graph.Mul(h, h).
func square(h *graph.Node) *graph.Node {
	zeros := graph.ZerosLike(h)
	fixed := graph.StopGradient(h)
	squares, double := graph.Mul(fixed, fixed), graph.Mul(fixed, graph.Add(fixed, fixed))
	finite := graph.IsFinite(double)
	rest := graph.Where(finite, graph.Sub(squares, double), zeros)
	between := graph.LogicalAnd(graph.LogicalNot(finite), graph.IsFinite(squares))
	some, others := graph.Where(between, h, zeros), graph.Where(between, zeros, h)
	others = graph.Add(graph.Mul(others, graph.Where(between, zeros, graph.Add(fixed, fixed))), rest)
	return graph.Where(between, graph.Mul(some, some), others)
}

// reduce makes of the losses what the reduction says.
func (p *pairs) reduce(losses *graph.Node, r loss.Reduction) *graph.Node {
	switch r {
	case loss.None:
		return graph.ConvertDType(losses, p.dtype)
	case loss.Sum:
		return graph.ReduceAllSum(losses)
	case loss.Mean:
		// One true division, as in package loss: ReduceAllMean multiplies by the reciprocal.
		divisor := graph.Scalar(losses.Graph(), losses.DType(), float64(losses.Shape().Size()))
		if p.weights != nil {
			divisor = graph.ReduceAllSum(p.weights)
		}
		return graph.Div(graph.ReduceAllSum(losses), divisor)
	}
	panic(invalid(loss.ErrReduction, "%v", r))
}

// marginOf returns the margin of c, rounded to T as package loss does it: it is what equal scores lose.
func marginOf[T loss.Float](c loss.MarginRanking[T]) (float64, error) {
	margin := c.Margin
	c.Margin = math.Abs(margin) // a negative one is lost by no pair
	if c.P == 2 {
		c.P = 1 // not its square
	}
	lost := make([]T, 1)
	if err := c.ForwardNone(lost, loss.Pairs[T]{X1: make([]T, 1), X2: make([]T, 1)}); err != nil {
		return 0, err
	}
	if dtypeOf[T]() == dtypes.Float64 {
		return margin, nil
	}
	rounded := make([]float32, 1)
	if err := loss.ToFloat32(rounded, lost); err != nil {
		return 0, err
	}
	return math.Copysign(float64(rounded[0]), margin), nil
}
