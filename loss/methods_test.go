package loss_test

import (
	"fmt"
	"strings"
	"unsafe"

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
