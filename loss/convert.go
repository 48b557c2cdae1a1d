package loss

import (
	"unsafe"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/element"
)

// FromFloat32 rounds each of src to the nearest T, ties to even, into dst: float32 scores become Float16, as by half() in
// PyTorch. Numbers beyond the finite ones of T become infinite. In elements of 16 bits, all of a NaN's bits are set.
//
// Dst has the length of src. If T is float32, or a type made of it, dst may be exactly src, and nothing changes.
// The errors are ErrLength and ErrOverlap; then nothing is written. No call allocates.
func FromFloat32[T Float](dst []T, src []float32) error {
	if err := conversionFault(dst, src); err != nil {
		return err
	}
	element.FromFloat32(cpuid.Current, dst, src)
	return nil
}

// ToFloat32 stores the values of src in dst. They are exact, but for those of float64: these are rounded to the
// nearest float32, ties to even.
//
// The lengths, what dst may be, and the errors are as for FromFloat32.
func ToFloat32[T Float](dst []float32, src []T) error {
	if err := conversionFault(dst, src); err != nil {
		return err
	}
	element.ToFloat32(cpuid.Current, dst, src)
	return nil
}

// conversionFault returns the error of arrays between which nothing can be converted.
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
