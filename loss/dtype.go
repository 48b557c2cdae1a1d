package loss

import (
	"strconv"

	"github.com/x448/float16"
	"golang.org/x/exp/constraints"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/element"
)

// Float16 is IEEE 754 binary16.
//
// The type is another module's. Package encoding/json writes its bits, 15872 for 1.5, and reads them back: where
// a file should hold numbers, use float32s and convert them with ToFloat32 and FromFloat32.
type Float16 = float16.Float16

// Float16FromFloat32 rounds f to the nearest Float16, ties to even. Beyond 65504, the largest, lie infinities from 65520 on.
func Float16FromFloat32(f float32) Float16 { return element.NarrowHalf(f) }

// BFloat16 is the upper half of a float32: 8 bits of exponent, 7 of fraction. Its text, in JSON and elsewhere, is its value.
type BFloat16 uint16

// BFloat16FromFloat32 rounds f to the nearest BFloat16, ties to even.
func BFloat16FromFloat32(f float32) BFloat16 { return BFloat16(generated.NarrowBF16(f)) }

// Float32 returns the value of b, which float32 holds exactly.
func (b BFloat16) Float32() float32 { return generated.WidenBF16(uint16(b)) }

// String formats the value of b.
func (b BFloat16) String() string { return strconv.FormatFloat(float64(b.Float32()), 'g', -1, 32) }

// Float is the set of element types: of scores, of labels in Y, of gradients.
type Float interface {
	constraints.Float | Float16 | BFloat16
}
