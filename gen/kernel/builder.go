package kernel

import (
	"fmt"

	ar "github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A Value is a number of each row: a result of an operation, in compute precision. That is float64 for float64 elements, and
// float32 for all others. The zero Value is none.
type Value = ar.Value

// A Mask is true or false for each row.
type Mask = ar.Mask

// A Builder receives a formula, operation by operation. Formulas call it once for each element type; the calls are recorded, and
// no numbers are computed. An operation is one instruction per vector, unless its comment says otherwise. It rounds once.
//
// All loads come before the first store, because an output may be the same array as an input. A value that is computed within When
// is not used after it.
type Builder struct {
	b      ar.Builder
	spare  map[*Column]*cat.Scalar // the scalars of inputs with a number in place of nil
	loaded map[*Column]Value
	once   map[any]bool // what a formula may do once, and has done
	when   *Column
	names  map[Value]string // of values that the formula uses more than once
	taken  map[string]bool  // the names of columns, scalars and counts
	isMask map[Value]bool
	newest Value // all results so far have numbers up to this one
}

// keep gives a value a name if it needs one, since it would be computed wherever it is used.
func (b *Builder) keep(v Value) Value {
	b.newest = max(b.newest, v)
	if name, ok := b.names[v]; ok {
		b.b.Let(name, v)
	}
	return v
}

func (b *Builder) keepMask(m Mask) Mask {
	b.isMask[Value(m)] = true
	return Mask(b.keep(Value(m)))
}

// values and masks check arguments.
func (b *Builder) values(list ...Value) {
	for _, v := range list {
		b.check(v != 0, "an argument is the zero Value, which is none")
		b.check(0 < v && v <= b.newest, "an argument is no Value of this Builder")
		b.check(!b.isMask[v], "a mask where a value is needed")
	}
}

func (b *Builder) masks(list ...Mask) {
	for _, m := range list {
		b.check(m != 0, "an argument is the zero Mask, which is none")
		b.check(0 < m && Value(m) <= b.newest, "an argument is no Mask of this Builder")
		b.check(b.isMask[Value(m)], "a value where a mask is needed")
	}
}

// Load returns the row's element of an input, widened to the compute precision. That is one instruction for float32 and float64
// elements, one or two for elements of 16 bits, and two to five for int8. If the input is optional, a branch per turn of the loop
// decides what to load.
func (b *Builder) Load(c *Column) Value {
	b.check(c != nil && !c.column.Output, "Load needs an input")
	b.check(b.when == nil, "Load within When")
	if v, ok := b.loaded[c]; ok {
		return v
	}
	var v Value
	switch {
	case !c.column.Optional:
		v = b.keep(b.b.Load(&c.column))
	case c.otherwise != nil:
		v = b.keep(b.b.Let(c.column.Name+"Row", b.b.LoadOr(&c.otherwise.scalar, &c.column)))
	default:
		v = b.keep(b.b.Let(c.column.Name+"Row", b.b.LoadOr(b.spare[c], &c.column)))
	}
	b.loaded[c] = v
	return v
}

// Scalar returns a scalar. It costs no instruction per row.
func (b *Builder) Scalar(s *Scalar) Value {
	b.check(s != nil, "Scalar needs a scalar")
	return b.keep(b.b.Scalar(&s.scalar))
}

// Constant returns a number, rounded to the compute precision. It costs no instruction per row while there are registers.
func (b *Builder) Constant(c float64) Value { return b.keep(b.b.Constant(c)) }

// Add returns x + y.
func (b *Builder) Add(x, y Value) Value {
	b.values(x, y)
	return b.keep(b.b.Add(x, y))
}

// Sub returns x - y.
func (b *Builder) Sub(x, y Value) Value {
	b.values(x, y)
	return b.keep(b.b.Sub(x, y))
}

// Mul returns x·y.
func (b *Builder) Mul(x, y Value) Value {
	b.values(x, y)
	return b.keep(b.b.Mul(x, y))
}

// Div returns x/y. A division takes as long as five to ten other operations.
func (b *Builder) Div(x, y Value) Value {
	b.values(x, y)
	return b.keep(b.b.Div(x, y))
}

// Max returns x where x > y, and otherwise y: a NaN in y stays, and a NaN in x is dropped. So Max(v, Constant(0)) is 0 for a NaN,
// and Max(Constant(0), v) is NaN. NEON needs two instructions, or three if x and y are both used later.
func (b *Builder) Max(x, y Value) Value {
	b.values(x, y)
	return b.keep(b.b.Max(x, y))
}

// Neg returns -v.
func (b *Builder) Neg(v Value) Value {
	b.values(v)
	return b.keep(b.b.Neg(v))
}

// Abs returns v without its sign.
func (b *Builder) Abs(v Value) Value {
	b.values(v)
	return b.keep(b.b.Abs(v))
}

// AtLeast returns x >= y. It is false if one of them is NaN.
func (b *Builder) AtLeast(x, y Value) Mask {
	b.values(x, y)
	return b.keepMask(b.b.AtLeast(x, y))
}

// Above returns x > y. It is false if one of them is NaN.
func (b *Builder) Above(x, y Value) Mask {
	b.values(x, y)
	return b.keepMask(b.b.Above(x, y))
}

// Equal returns x == y. It is false if one of them is NaN, and true for zeros of different signs.
func (b *Builder) Equal(x, y Value) Mask {
	b.values(x, y)
	return b.keepMask(b.b.Equal(x, y))
}

// NotZero returns v != 0. It is true if v is NaN. NEON needs two instructions.
func (b *Builder) NotZero(v Value) Mask {
	b.values(v)
	return b.keepMask(b.b.NotZero(v))
}

// And returns whether both masks are true.
func (b *Builder) And(x, y Mask) Mask {
	b.masks(x, y)
	// The second argument is the older one, since the newest operation may be changed by And, and the formula may use it again.
	return b.keepMask(b.b.And(max(x, y), min(x, y)))
}

// Or returns whether one of the masks is true, or both.
func (b *Builder) Or(x, y Mask) Mask {
	b.masks(x, y)
	return b.keepMask(b.b.Or(x, y))
}

// Where returns v where m is true, and otherwise +0.
func (b *Builder) Where(m Mask, v Value) Value {
	b.masks(m)
	b.values(v)
	return b.keep(b.b.Where(m, v))
}

// Select returns x where m is true, and otherwise y. NEON needs two instructions if all of m, x and y are used later.
func (b *Builder) Select(m Mask, x, y Value) Value {
	b.masks(m)
	b.values(x, y)
	return b.keep(b.b.Select(m, x, y))
}

// Let gives a value a name, which the emitted code and its comments use. It returns the value. The name begins with a letter in lower
// case. It is none of Go's, none of a column, and none of those that emitted code uses, such as a, i, n, h and sum.
func (b *Builder) Let(name string, v Value) Value {
	b.checkName(name)
	b.values(v)
	return b.b.Let(name, v)
}

// LetMask gives a mask a name, as Let does.
func (b *Builder) LetMask(name string, m Mask) Mask {
	b.checkName(name)
	b.masks(m)
	return b.b.LetMask(name, m)
}

// Store stores v in the row's element of an output, rounded once. Every NaN is stored as the NaN with all bits set, so that it has
// the same bits everywhere. That is about three instructions for float32 and float64 elements, four for float16, and seven to nine for
// bfloat16. If the output is optional and nil, nothing is stored.
func (b *Builder) Store(c *Column, v Value) {
	b.check(c != nil && c.column.Output, "Store needs an output")
	b.values(v)
	b.first(c, "the output "+c.column.Field+" is stored twice")
	b.check(b.when == nil || b.when == c, "Store of another output within When")
	switch {
	case !c.column.Optional || b.when == c:
		b.b.Store(&c.column, b.b.Quiet(v))
	default:
		b.When(c, func() { b.b.Store(&c.column, b.b.Quiet(v)) })
	}
}

// When computes body only if the caller wants an optional output, which body stores. It saves time if body computes something that
// nothing else needs.
func (b *Builder) When(c *Column, body func()) {
	b.check(c != nil && c.column.Output && c.column.Optional, "When needs an optional output")
	b.check(b.when == nil, "When within When")
	b.when = c
	b.b.When(&c.column, body)
	b.when = nil
	b.check(b.once[c], "When does not store its output "+c.column.Field)
}

// Sum adds v to the sum of the operation, which is Total.Sum. A formula calls it once. The order of the additions depends only on
// the number of rows: 64 rows at a time are added in compute precision, and then to eight sums in float64.
func (b *Builder) Sum(v Value) {
	b.check(b.when == nil, "Sum within When")
	b.first("sum", "Sum is called twice")
	b.values(v)
	b.b.Accumulate(v)
}

// Count counts the rows where m is true. A formula that counts also has a Sum.
func (b *Builder) Count(c *Count, m Mask) {
	b.check(c != nil, "Count needs a count")
	b.check(b.when == nil, "Count within When")
	b.first(c, "the count "+c.count.Field+" is counted twice")
	b.masks(m)
	b.b.Tally(&c.count, m)
}

// A misuse is a mistake in a formula. It is the value of a panic.
type misuse string

func (b *Builder) check(right bool, otherwise string) {
	if !right {
		panic(misuse(otherwise))
	}
}

// first reports the second time that a formula does something.
func (b *Builder) first(what any, otherwise string) {
	b.check(!b.once[what], otherwise)
	b.once[what] = true
}

func (b *Builder) checkName(name string) {
	b.check(!b.taken[name], fmt.Sprintf("the name %q of a value is that of a column, a scalar or a count", name))
	if reason := unfit(name, false); reason != "" {
		panic(misuse(fmt.Sprintf("the name %q of a value %s", name, reason)))
	}
}
