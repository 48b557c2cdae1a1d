package kernel

import (
	"fmt"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
)

// A Value is a number of each pair: the result of an operation.
type Value struct {
	of     *Builder
	number int // among the results of the formula, from 1 on
	id     arithmetic.Value
}

// A Mask is true or false for each pair: the result of a comparison.
type Mask struct {
	of     *Builder
	number int
	id     arithmetic.Mask
}

// A Builder receives a formula, operation by operation. Values have the compute precision: float64 for float64 elements, and float32
// for all others. Every operation rounds once, to nearest, ties to even. Nothing is fused, left out or reordered, so that all tiers
// compute the same bits.
//
// The costs are instructions per vector, which has 64 bytes with AVX-512, 32 bytes with AVX2, and 16 bytes with NEON. An operation
// may cost a move in addition where its result must not replace an operand.
type Builder struct {
	to     arithmetic.Builder
	last   int               // the number of the last result
	within *Column           // of the When that surrounds the next operation
	used   []int             // how often the formula uses each result, by its number
	loaded map[*Column]Value // so that an input is loaded once
	check  *checker          // nil if the formula has been checked
}

// Load returns the pair's element of an input, widened to the compute precision, or the number that stands for an optional input that
// is nil. It keeps NaN, as it is or quiet. All loads come before the first store, because an output may be in place of an input.
//
// An instruction with float32 and float64; one with float16, and on AVX-512 and AVX2 one or two with bfloat16. An optional input also costs a
// test and a jump per turn of the loop.
func (b *Builder) Load(c *Column) Value {
	if !b.check.loads(c) {
		return b.value("", b.to.Constant(0))
	}
	if v, ok := b.loaded[c]; ok {
		return v
	}
	var id arithmetic.Value
	if c.column.Default == nil {
		id = b.to.Load(&c.column.Column)
	} else {
		id = b.to.LoadOr(c.column.Default, &c.column.Column)
	}
	b.to.Let(here(c), id) // so that portable Go loads once, before it stores to what may be the same place
	if b.loaded == nil {
		b.loaded = map[*Column]Value{}
	}
	b.loaded[c] = b.value("Load of "+c.column.Field, id)
	return b.loaded[c]
}

// here returns the name of a pair's element of an input.
func here(c *Column) string { return c.column.Name + "Here" }

// Scalar returns a number that all pairs share. A NaN is quiet. It costs nothing in the loop while there are registers.
func (b *Builder) Scalar(s *Scalar) Value {
	if !b.check.takes(s) {
		return b.value("", b.to.Constant(0))
	}
	return b.value("Scalar of "+s.scalar.Field, b.to.Scalar(&s.scalar.Scalar))
}

// Constant returns v, rounded to the compute precision. It costs nothing in the loop while there are registers, and a load otherwise.
func (b *Builder) Constant(v float64) Value {
	return b.value(fmt.Sprintf("Constant of %v", v), b.to.Constant(v))
}

// Add returns x + y: NaN if one of them is, or if they are infinities of opposite signs. One instruction.
func (b *Builder) Add(x, y Value) Value { return b.value("Add", b.to.Add(b.arg(x), b.arg(y))) }

// Sub returns x - y: NaN if one of them is, or if they are the same infinity. One instruction.
func (b *Builder) Sub(x, y Value) Value { return b.value("Sub", b.to.Sub(b.arg(x), b.arg(y))) }

// Mul returns x · y: NaN if one of them is, or if one is 0 and the other one infinite. One instruction.
func (b *Builder) Mul(x, y Value) Value { return b.value("Mul", b.to.Mul(b.arg(x), b.arg(y))) }

// Div returns x / y: NaN if one of them is, or if both are 0 or both infinite. One instruction, which takes as long as five to
// sixteen others.
func (b *Builder) Div(x, y Value) Value { return b.value("Div", b.to.Div(b.arg(x), b.arg(y))) }

// Max returns x where x > y, otherwise y. So it returns y if one of them is NaN, and of zeros, too. Max(Constant(0), u) keeps a NaN in
// u. One instruction, on NEON two.
func (b *Builder) Max(x, y Value) Value { return b.value("Max", b.to.Max(b.arg(x), b.arg(y))) }

// Neg returns v with the other sign, also of NaN. One instruction.
func (b *Builder) Neg(v Value) Value { return b.value("Neg", b.to.Neg(b.arg(v))) }

// Abs returns v without its sign, also of NaN. One instruction.
func (b *Builder) Abs(v Value) Value { return b.value("Abs", b.to.Abs(b.arg(v))) }

// AtLeast returns x >= y: false if one of them is NaN. One instruction.
func (b *Builder) AtLeast(x, y Value) Mask {
	return b.mask("AtLeast", b.to.AtLeast(b.arg(x), b.arg(y)))
}

// Above returns x > y: false if one of them is NaN. One instruction.
func (b *Builder) Above(x, y Value) Mask { return b.mask("Above", b.to.Above(b.arg(x), b.arg(y))) }

// Equal returns x == y: false if one of them is NaN. One instruction.
func (b *Builder) Equal(x, y Value) Mask { return b.mask("Equal", b.to.Equal(b.arg(x), b.arg(y))) }

// And returns where both masks are true. One instruction, or none on AVX-512 if y is a comparison just made.
func (b *Builder) And(x, y Mask) Mask { return b.mask("And", b.and(x, y)) }

// Or returns where one of the masks is true, or both. One instruction.
func (b *Builder) Or(x, y Mask) Mask { return b.mask("Or", b.to.Or(b.argMask(x), b.argMask(y))) }

// Where returns v where m is true, otherwise +0. It keeps a NaN in v where m is true. One instruction.
func (b *Builder) Where(m Mask, v Value) Value {
	return b.value("Where", b.to.Where(b.argMask(m), b.arg(v)))
}

// Select returns x where m is true, otherwise y. It keeps a NaN in the one that it returns. One instruction.
func (b *Builder) Select(m Mask, x, y Value) Value {
	return b.value("Select", b.to.Select(b.argMask(m), b.arg(x), b.arg(y)))
}

// Store stores v to an output, rounded once to the element type. A NaN has all bits set in memory, so that it is the same on every
// machine. A kernel stores an output once.
//
// One instruction for the store, two to three for NaN, and for elements of 16 bits one (float16, bfloat16 on few CPUs) to ten for
// rounding. An optional output also costs a test and a jump.
func (b *Builder) Store(c *Column, v Value) {
	if !b.check.stores(c) {
		b.arg(v)
		return
	}
	store := func() { b.to.Store(&c.column.Column, b.to.Quiet(b.arg(v))) }
	if c.column.Optional && b.within != c {
		b.to.When(&c.column.Column, store)
		return
	}
	store()
}

// Sum adds v up over all pairs of the call, in a fixed order, which docs/numerics.md describes: the result has the same bits on all tiers.
// A kernel has at most one sum. A NaN in one pair makes the sum NaN. Two to four instructions.
func (b *Builder) Sum(v Value) {
	if id := b.arg(v); b.check.sums() {
		b.to.Accumulate(id)
	}
}

// Count counts the pairs where m is true. Only kernels with a sum count. One or two instructions.
func (b *Builder) Count(c *Count, m Mask) {
	if id := b.argMask(m); b.check.counts(c) {
		b.to.Tally(&c.count.Count, id)
	}
}

// When computes what body computes only if the caller wants the optional output c, which body must store. It saves the operations that
// only this output needs.
func (b *Builder) When(c *Column, body func()) {
	if !b.check.when(c) {
		body()
		return
	}
	b.within = c
	b.to.When(&c.column.Column, body)
	b.within = nil
	b.check.ends(c)
}

// Let gives v a name in the written code, and returns v. Without names, portable Go and comments have long expressions. Constants and
// scalars keep their own.
func (b *Builder) Let(name string, v Value) Value {
	if b.check.names(b, name, v.of, v.number) {
		b.to.Let(name, v.id)
	}
	return v
}

// LetMask gives m a name in the written code, and returns m.
func (b *Builder) LetMask(name string, m Mask) Mask {
	if b.check.names(b, name, m.of, m.number) {
		b.to.LetMask(name, m.id)
	}
	return m
}
