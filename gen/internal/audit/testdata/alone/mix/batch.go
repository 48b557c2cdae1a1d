package mix

import (
	"unsafe"
)

// Float lists the element types.
type Float interface {
	~float32
}

// A Batch holds the arrays and numbers of a call. Each function says which fields it uses, and ignores the others.
// Its arrays have the same length. An output may be exactly one of the inputs. All other arrays must not overlap
// with an output.
type Batch[T Float] struct {
	Out  []T // output: what is made of them
	Same []T // output: a copy of X
	X    []T // numbers
	Y    []T // more numbers; nil stands for 2 everywhere

	Least float64 // the least number
}

// Mix mixes two numbers. It reads X and Y, with Least. It stores Out. Same is stored unless nil. Y may be
// nil.
//
// The error is ErrLength or ErrOverlap. Nothing is stored when an error is returned.
func Mix[T Float](b Batch[T]) error { return mixOn(current, &b) }

// mixOn is Mix on a tier.
func mixOn[T Float](tier Tier, b *Batch[T]) error {
	n, err := length([]field[T]{
		{name: "Out", data: b.Out, output: true},
		{name: "X", data: b.X},
		{name: "Same", data: b.Same, optional: true, output: true},
		{name: "Y", data: b.Y, optional: true},
	})
	if err != nil {
		return err
	}
	a := args{
		Out:  address(b.Out),
		X:    address(b.X),
		Same: address(b.Same),
		Y:    address(b.Y),

		Least: scalarOf[T](b.Least),

		YDefault: scalarOf[T](2),
	}
	for lo := 0; lo < n; lo += span {
		part := a.part(unsafe.Sizeof(*new(T)), lo, min(span, n-lo))
		run[T](opMix, tier, &part)
	}
	return nil
}
