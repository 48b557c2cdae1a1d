package arithmetic

import cat "github.com/marginrank/marginrank/gen/internal/catalogue"

// A Value is the result of an operation in the compute precision.
type Value int

// A Mask is the result of a comparison: true or false for each pair.
type Mask Value

// A Builder receives a formula operation by operation. Every operation rounds once. Nothing is fused or
// reassociated.
type Builder interface {
	Load(*cat.Column) Value   // the pair's element, widened
	Scalar(*cat.Scalar) Value // a value that all pairs share
	// LoadOr loads the first of the columns that is not absent. If all are absent, its result is the scalar. If
	// scalar is nil, one of the columns must be present.
	LoadOr(*cat.Scalar, ...*cat.Column) Value
	Constant(c float64) Value // c, rounded to the compute precision
	Add(a, b Value) Value     // a + b
	Sub(a, b Value) Value     // a - b
	Mul(a, b Value) Value     // a · b
	Div(a, b Value) Value     // a / b
	Max(a, b Value) Value     // a where a > b, otherwise b: a NaN in b stays, and a NaN in a is dropped
	Neg(v Value) Value        // -v
	Abs(v Value) Value        // v without its sign
	Clamp(u Value) Value      // max(u, +0); NaN stays NaN; u is not -0
	Quiet(v Value) Value      // v, or the NaN with all bits set if v is any NaN

	AtLeast(a, b Value) Mask         // a >= b; false if one is NaN
	Above(a, b Value) Mask           // a > b; false if one is NaN
	Equal(a, b Value) Mask           // a == b; false if one is NaN
	NotZero(v Value) Mask            // v != 0; true if v is NaN
	And(a, b Mask) Mask              // a and b
	Or(a, b Mask) Mask               // a or b, or both
	Where(m Mask, v Value) Value     // v where m is true, otherwise +0
	Select(m Mask, a, b Value) Value // a where m is true, otherwise b
	Tally(c *cat.Count, m Mask)      // counts the pairs where m is true
	// TallySigns counts the pairs with v < 0 and the pairs with v > 0, where m is true. NaN is neither.
	TallySigns(below, above *cat.Count, m Mask, v Value)

	Store(c *cat.Column, v Value) // stores v, narrowed with one rounding
	Accumulate(h Value)           // adds h to the lanes of the sum

	// When runs body only if the caller wants output c.
	When(c *cat.Column, body func())
	// Let gives a value a name in the emitted code, and LetMask gives one to a mask.
	Let(name string, v Value) Value
	LetMask(name string, m Mask) Mask
}
