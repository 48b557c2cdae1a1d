package loss_test

import (
	"fmt"
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// A method is one way into the package.
type method struct {
	name      string
	reduction loss.Reduction
	loss      bool // computes the loss
	grads     bool // computes gradients
	workers   int  // as the criterion's
}

var methods = []method{
	{"Forward", loss.Sum, true, false, 0},
	{"Forward", loss.Mean, true, false, 0},
	{"ForwardNone", loss.None, true, false, 0},
	{"Backward", loss.Sum, false, true, 0},
	{"Backward", loss.Mean, false, true, 0},
	{"BackwardNone", loss.None, false, true, 0},
	{"ForwardBackward", loss.Sum, true, true, 0},
	{"ForwardBackward", loss.Mean, true, true, 0},
	{"ForwardBackwardNone", loss.None, true, true, 0},
	{"ForwardStats", loss.Sum, true, false, 0},
	{"ForwardStats", loss.Mean, true, false, 0},
	{"ForwardBackwardStats", loss.Sum, true, true, 0},
	{"ForwardBackwardStats", loss.Mean, true, true, 0},
}

// unweighted are the methods before pairs had weights.
var unweighted = methods[:9]

// counts reports whether the method counts pairs.
func (m method) counts() bool { return strings.HasSuffix(m.name, "Stats") }

func (m method) String() string { return fmt.Sprintf("%s/%v", m.name, m.reduction) }

// Which gradients a call asks for, as bits.
const (
	wantX1 = 1 << iota
	wantX2
	wantY
	wantAll = wantX1 | wantX2 | wantY
)

// choices lists the subsets of gradients that a method can be asked for.
func (m method) choices() []int {
	if !m.grads {
		return []int{0}
	}
	return []int{0, wantX1, wantX2, wantX1 | wantX2, wantY, wantX1 | wantY, wantX2 | wantY, wantAll}
}

// all is the choice of every gradient that the method computes.
func (m method) all() int {
	if m.grads {
		return wantAll
	}
	return 0
}

// A result is all that a call gives.
type result[T loss.Float] struct {
	loss  float64
	stats loss.Stats
	dst   []T
	loss.Grads[T]
}

// outputs lists the arrays of r, nil ones too.
func (r result[T]) outputs() map[string][]T {
	return map[string][]T{"dst": r.dst, "X1": r.Grads.X1, "X2": r.Grads.X2, "Y": r.Grads.Y}
}

// call runs the method on b, its outputs in memory of their own.
func call[T loss.Float](t *testing.T, m method, b batch[T], choice int) result[T] {
	t.Helper()
	r := newResult(m, b, choice)
	callInto(t, m, b, &r)
	return r
}

// newResult makes the outputs that a call needs.
func newResult[T loss.Float](m method, b batch[T], choice int) (r result[T]) {
	n := len(b.pairs.X1)
	if m.loss && m.reduction == loss.None {
		r.dst = litter(place[T](n, 5))
	}
	for i, g := range []*[]T{&r.Grads.X1, &r.Grads.X2, &r.Grads.Y} {
		if choice&(1<<i) != 0 {
			*g = litter(place[T](n, 9*i))
		}
	}
	return r
}

// canary is the byte that shows what is written, and what is not.
const canary = 0x5a

// litter fills an output with canaries.
func litter[T any](s []T) []T {
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(*new(T))))
	for i := range bytes {
		bytes[i] = canary
	}
	return s
}

// callWith is call with a tier in use.
func callWith[T loss.Float](t *testing.T, tier cpuid.Tier, m method, b batch[T], choice int) result[T] {
	t.Helper()
	defer cpuid.Use(tier)()
	return call(t, m, b, choice)
}

// callInto runs the method on b with the outputs of r.
func callInto[T loss.Float](t *testing.T, m method, b batch[T], r *result[T]) {
	t.Helper()
	require.NoError(t, invoke(m, b, r), "%v", m)
}

// invoke passes what the method has arguments for.
func invoke[T loss.Float](m method, b batch[T], r *result[T]) (err error) {
	c := loss.MarginRanking[T]{Margin: b.margin, Reduction: m.reduction, Boundary: b.boundary, Workers: m.workers}
	switch m.name {
	case "Forward":
		r.loss, err = c.Forward(b.pairs)
	case "ForwardNone":
		err = c.ForwardNone(r.dst, b.pairs)
	case "Backward":
		err = c.Backward(r.Grads, b.pairs, b.scalar)
	case "BackwardNone":
		err = c.BackwardNone(r.Grads, b.pairs, b.upstream)
	case "ForwardBackward":
		r.loss, err = c.ForwardBackward(r.Grads, b.pairs, b.scalar)
	case "ForwardStats":
		r.loss, r.stats, err = c.ForwardStats(b.pairs)
	case "ForwardBackwardStats":
		r.loss, r.stats, err = c.ForwardBackwardStats(r.Grads, b.pairs, b.scalar)
	case "ForwardBackwardNone":
		err = c.ForwardBackwardNone(r.dst, r.Grads, b.pairs, b.upstream)
	}
	return err
}
