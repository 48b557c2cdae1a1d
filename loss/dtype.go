package loss

import (
	"strconv"

	"github.com/x448/float16"
	"golang.org/x/exp/constraints"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/element"
)

// Float16 is IEEE 754 binary16: 5 bits of exponent, 10 bits of fraction. It is an alias of a type of another
// module, so that values can be shared with programs that use that module.
//
// Package encoding/json writes its bits as an integer, 15872 for 1.5, and reads them back. If a file should
// hold numbers, convert the values with ToFloat32 and FromFloat32.
type Float16 = float16.Float16

// Float16FromFloat32 rounds f to the nearest Float16, ties to even. The largest finite Float16 is 65504;
// magnitudes of 65520 and more become infinite.
func Float16FromFloat32(f float32) Float16 { return element.NarrowHalf(f) }

// BFloat16 is the upper half of a float32: 8 bits of exponent, 7 bits of fraction. As text and in JSON it is
// written as its value.
type BFloat16 uint16

// BFloat16FromFloat32 rounds f to the nearest BFloat16, ties to even.
func BFloat16FromFloat32(f float32) BFloat16 { return BFloat16(generated.NarrowBF16(f)) }

// Float32 returns the value of b, which float32 holds exactly.
func (b BFloat16) Float32() float32 { return generated.WidenBF16(uint16(b)) }

// String formats the value of b.
func (b BFloat16) String() string { return strconv.FormatFloat(float64(b.Float32()), 'g', -1, 32) }

// Float is the set of element types: the types of scores, labels, weights, margins and gradients. Named types
// of float32 and float64 are allowed.
type Float interface {
	constraints.Float | Float16 | BFloat16
}
