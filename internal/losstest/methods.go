package losstest

import (
	"fmt"
	"strings"
	"unsafe"

	"github.com/marginrank/marginrank/loss"
)

// A Method is a method of loss.MarginRanking for pairs, with a reduction.
type Method struct {
	Name      string
	Reduction loss.Reduction
	Loss      bool // computes the loss
	Grads     bool // computes gradients
	Workers   int  // of the criterion
}

var Methods = []Method{
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

// Unweighted lists the methods without statistics.
var Unweighted = Methods[:9]

// Counts reports whether the method counts pairs.
func (m Method) Counts() bool { return strings.HasSuffix(m.Name, "Stats") }

func (m Method) String() string { return fmt.Sprintf("%s/%v", m.Name, m.Reduction) }

// These bits say which gradients a call asks for.
const (
	WantX1 = 1 << iota
	WantX2
	WantY
	WantAll = WantX1 | WantX2 | WantY
)

// Choices lists the sets of gradients that a call of the method can ask for.
func (m Method) Choices() []int {
	if !m.Grads {
		return []int{0}
	}
	return []int{0, WantX1, WantX2, WantX1 | WantX2, WantY, WantX1 | WantY, WantX2 | WantY, WantAll}
}

// All returns the set of all gradients that the method computes.
func (m Method) All() int {
	if m.Grads {
		return WantAll
	}
	return 0
}

// A Result is all that a call returns and stores.
type Result[T loss.Float] struct {
	Loss  float64
	Stats loss.Stats
	Dst   []T
	loss.Grads[T]
}

// Outputs returns the arrays of r by name, including arrays that are nil.
func (r Result[T]) Outputs() map[string][]T {
	return map[string][]T{"dst": r.Dst, "X1": r.Grads.X1, "X2": r.Grads.X2, "Y": r.Grads.Y}
}

// NewResult makes the outputs that a call needs.
func NewResult[T loss.Float](m Method, b Batch[T], choice int) (r Result[T]) {
	n := len(b.Pairs.X1)
	if m.Loss && m.Reduction == loss.None {
		r.Dst = Litter(Place[T](n, 5))
	}
	for i, g := range []*[]T{&r.Grads.X1, &r.Grads.X2, &r.Grads.Y} {
		if choice&(1<<i) != 0 {
			*g = Litter(Place[T](n, 9*i))
		}
	}
	return r
}

// canary is the byte that fills memory before a call, so that tests see what a call writes.
const canary = 0x5a

// Litter fills an output with canaries.
func Litter[T any](s []T) []T {
	byteCount := Bytes(s)
	for i := range byteCount {
		byteCount[i] = canary
	}
	return s
}

// Bytes returns the memory of s.
func Bytes[T any](s []T) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(*new(T))))
}
