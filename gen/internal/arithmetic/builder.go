package arithmetic

import cat "github.com/marginrank/marginrank/gen/internal/catalogue"

// A Value is the result of an operation in the compute precision.
type Value int

// A Mask says yes or no of each pair.
type Mask Value

// A Builder receives the arithmetic, operation by operation. Every operation
// rounds once: nothing is fused or reassociated.
type Builder interface {
	Load(*cat.Column) Value   // the pair's element, widened
	Scalar(*cat.Scalar) Value // a value that all pairs share
	// LoadOr is Load of the first of some columns that is there, or if none is, the scalar.
	// Without a scalar the last one is always there if the others are not.
	LoadOr(*cat.Scalar, ...*cat.Column) Value
	Sub(a, b Value) Value // a - b
	Mul(a, b Value) Value // a · b
	Neg(v Value) Value    // -v
	Clamp(u Value) Value  // max(u, +0); NaN stays NaN
	Quiet(v Value) Value  // v with every NaN in one bit pattern, all ones

	AtLeast(a, b Value) Mask     // where a >= b; not where one is NaN
	NotZero(v Value) Mask        // where v is not 0, of either sign; also where it is NaN
	And(a, b Mask) Mask          // where both say yes
	Where(m Mask, v Value) Value // v in the pairs of a mask, else +0
	Tally(c *cat.Count, m Mask)  // counts the pairs of a mask
	// TallySigns counts the pairs of a mask with v < 0 and those with v > 0. NaN is neither.
	TallySigns(below, above *cat.Count, m Mask, v Value)

	Store(c *cat.Column, v Value) // v, narrowed with one rounding
	Accumulate(h Value)           // h into the lanes of the sum

	// When runs body only if the caller wants output c.
	When(c *cat.Column, body func())
	// Let names a value, for the reader of the emitted code; LetMask a mask.
	Let(name string, v Value) Value
	LetMask(name string, m Mask) Mask
}
