package loss

import (
	"unsafe"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/element"
)

// FromFloat32 rounds each element of src to the nearest T, ties to even, and stores it in dst. It is
// PyTorch's half() if T is Float16. Numbers beyond the largest finite T become infinite. A NaN in 16 bits has
// all of its bits set.
//
// Dst has the length of src. If T is float32, or a named type of it, dst may be exactly src, and nothing
// changes. The errors are ErrLength and ErrOverlap.
func FromFloat32[T Float](dst []T, src []float32) error {
	if err := conversionFault(dst, src); err != nil {
		return err
	}
	element.FromFloat32(cpuid.Current, dst, src)
	return nil
}

// ToFloat32 stores the elements of src in dst, as float32. The conversion is exact unless T is float64: then
// each element is rounded to the nearest float32, ties to even.
//
// Dst has the length of src. If T is float32, or a named type of it, dst may be exactly src. The errors are
// ErrLength and ErrOverlap.
func ToFloat32[T Float](dst []float32, src []T) error {
	if err := conversionFault(dst, src); err != nil {
		return err
	}
	element.ToFloat32(cpuid.Current, dst, src)
	return nil
}

// conversionFault returns the error of arrays with different lengths, or that overlap.
func conversionFault[D, S any](dst []D, src []S) error {
	if len(dst) != len(src) {
		return lengthError("dst", len(dst), "src", len(src))
	}
	may := private
	if unsafe.Sizeof(*new(D)) == unsafe.Sizeof(*new(S)) {
		may = input
	}
	var all list
	required(&all, "src", src, may)
	required(&all, "dst", dst, output)
	return all.overlaps()
}
