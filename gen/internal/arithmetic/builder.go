package arithmetic

import cat "github.com/marginrank/marginrank/gen/internal/catalogue"

// A Value is the result of an operation in the compute precision.
type Value int

// A Mask is a Value that says yes or no of each pair.
type Mask Value

// A Builder receives the arithmetic, operation by operation. Every operation
// rounds once: nothing is fused or reassociated.
type Builder interface {
	Load(cat.Array) Value    // the pair's element, widened
	Scalar(cat.Scalar) Value // a value that all pairs share
	// LoadOr is Load of an array that may be absent: then it is the scalar. An array for
	// which -0 is +0 has that added.
	LoadOr(cat.Array, cat.Scalar) Value
	Sub(a, b Value) Value       // a - b
	Mul(a, b Value) Value       // a · b
	Neg(v Value) Value          // -v
	Clamp(u Value) Value        // max(u, +0); NaN stays NaN
	Gate(u, g Value) Value      // g where u >= 0, else +0; NaN u gives +0
	Quiet(v Value) Value        // v with every NaN in one bit pattern, all ones
	Store(a cat.Array, v Value) // v, narrowed with one rounding
	Accumulate(h Value)         // h into the lanes of the sum

	// NotZero says where v is not 0, of either sign: where it is NaN, too.
	NotZero(v Value) Mask
	// Where is v in the pairs of a mask, else +0.
	Where(m Mask, v Value) Value
	// Count counts the pairs of a mask: the active ones, in which u is 0 or more, and
	// those in the wrong order, in which ahead is less than 0.
	Count(m Mask, u, ahead Value)

	// When runs body only if the caller wants output a.
	When(a cat.Array, body func())
	// Let names a value, for the reader of the emitted code.
	Let(name string, v Value) Value
}
