package loss

import (
	"math"
	"unsafe"

	"github.com/x448/float16"

	"github.com/marginrank/marginrank/generated"
)

// fill makes cells of scores, with a gradient of 0.
func fill[T Float, C compute](cells []cell[C], scores []T) {
	memory := unsafe.Pointer(unsafe.SliceData(cells))
	narrow := unsafe.Slice((*uint64)(memory), len(cells)) // a store a cell
	put := func(i int, score float32) { narrow[i] = uint64(math.Float32bits(score)) << 32 }
	switch generated.DTypeOf[T]() {
	case generated.F32:
		for i, v := range reinterpret[float32](scores) {
			put(i, v)
		}
	case generated.F16:
		for i, v := range reinterpret[Float16](scores) {
			put(i, v.Float32())
		}
	case generated.BF16:
		for i, v := range reinterpret[BFloat16](scores) {
			put(i, v.Float32())
		}
	case generated.F64:
		cells := unsafe.Slice((*cell[float64])(memory), len(cells))
		for i, v := range reinterpret[float64](scores) {
			cells[i] = cell[float64]{score: v}
		}
	}
}

// drain stores the gradients of cells.
func drain[T Float, C compute](grad []T, cells []cell[C]) {
	memory := unsafe.Pointer(unsafe.SliceData(cells))
	narrow := unsafe.Slice((*cell[float32])(memory), len(cells))
	switch generated.DTypeOf[T]() {
	case generated.F32:
		for i, g := 0, reinterpret[float32](grad); i < len(g); i++ {
			g[i] = quiet(narrow[i].grad)
		}
	case generated.F16:
		for i, g := 0, reinterpret[Float16](grad); i < len(g); i++ {
			g[i] = float16.Fromfloat32(quiet(narrow[i].grad))
		}
	case generated.BF16:
		for i, g := 0, reinterpret[BFloat16](grad); i < len(g); i++ {
			g[i] = BFloat16FromFloat32(narrow[i].grad)
		}
	case generated.F64:
		cells := unsafe.Slice((*cell[float64])(memory), len(cells))
		for i, g := 0, reinterpret[float64](grad); i < len(g); i++ {
			g[i] = quiet(cells[i].grad)
		}
	}
}

// quiet is v, but for NaN: that becomes all ones, as in what kernels store.
func quiet[C compute](v C) C {
	if v != v {
		ones := ^uint64(0)
		return *(*C)(unsafe.Pointer(&ones))
	}
	return v
}

// widen brings the labels of a span to compute precision: it returns the address of the
// first, in dst or where they are.
func widen[C compute, T Float](dst []C, labels []T) *C {
	switch generated.DTypeOf[T]() {
	case generated.F16:
		for k, v := range reinterpret[Float16](labels) {
			dst[k] = C(v.Float32())
		}
	case generated.BF16:
		for k, v := range reinterpret[BFloat16](labels) {
			dst[k] = C(v.Float32())
		}
	default:
		return (*C)(unsafe.Pointer(unsafe.SliceData(labels)))
	}
	return unsafe.SliceData(dst)
}

// reinterpret is s as elements of another type of the same size.
func reinterpret[E, T any](s []T) []E {
	return unsafe.Slice((*E)(unsafe.Pointer(unsafe.SliceData(s))), len(s))
}
