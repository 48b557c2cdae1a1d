package loss

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
)

// fill makes cells of scores, with a gradient of 0; stream says that they are better
// stored around the caches.
func fill[T Float, C compute](cells []cell[C], scores []T, stream bool) {
	reportAccess(&batch[T]{x1: scores}, 0, len(scores))
	byTurns(len(scores), func(at, n int) { fillTurns(&cells[at], &scores[at], n, stream) }, func(at int) {
		var rest [generated.MoveTurn]T
		var padded [generated.MoveTurn]cell[C]
		copy(rest[:], scores[at:])
		fillTurns(&padded[0], &rest[0], generated.MoveTurn, false)
		copy(cells[at:], padded[:])
	})
}

// drain stores the gradients of cells, rounded.
func drain[T Float, C compute](grad []T, cells []cell[C]) {
	reportAccess(&batch[T]{out: grad}, 0, len(grad))
	byTurns(len(grad), func(at, n int) { drainTurns(&grad[at], &cells[at], n) }, func(at int) {
		var rest [generated.MoveTurn]T
		var padded [generated.MoveTurn]cell[C]
		copy(padded[:], cells[at:])
		drainTurns(&rest[0], &padded[0], generated.MoveTurn)
		copy(grad[at:], rest[:])
	})
}

// byTurns does so many items in spans of whole turns, then what is left.
func byTurns(items int, turns func(at, n int), rest func(at int)) {
	whole := items &^ (generated.MoveTurn - 1)
	for at := 0; at < whole; at += generated.Span {
		turns(at, min(generated.Span, whole-at))
	}
	if whole < items {
		rest(whole)
	}
}

func fillTurns[T Float, C compute](cells *cell[C], scores *T, n int, stream bool) {
	out, in := unsafe.Pointer(cells), unsafe.Pointer(scores)
	switch generated.DTypeOf[T]() {
	case generated.F32:
		generated.FillF32((*complex64)(out), (*float32)(in), n, stream)
	case generated.F64:
		generated.FillF64((*complex128)(out), (*float64)(in), n, stream)
	case generated.F16:
		generated.FillF16((*complex64)(out), (*Float16)(in), n, stream)
	case generated.BF16:
		generated.FillBF16((*complex64)(out), (*uint16)(in), n, stream)
	}
}

func drainTurns[T Float, C compute](grad *T, cells *cell[C], n int) {
	out, in := unsafe.Pointer(grad), unsafe.Pointer(cells)
	switch generated.DTypeOf[T]() {
	case generated.F32:
		generated.DrainF32((*float32)(out), (*complex64)(in), n)
	case generated.F64:
		generated.DrainF64((*float64)(out), (*complex128)(in), n)
	case generated.F16:
		generated.DrainF16((*Float16)(out), (*complex64)(in), n)
	case generated.BF16:
		generated.DrainBF16((*uint16)(out), (*complex64)(in), n)
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

// widen brings values to compute precision: it returns the address of the first, in dst
// or where they are.
func widen[C compute, T Float](dst []C, values []T) *C {
	switch generated.DTypeOf[T]() {
	case generated.F16:
		for k, v := range reinterpret[Float16](values) {
			dst[k] = C(v.Float32())
		}
	case generated.BF16:
		for k, v := range reinterpret[BFloat16](values) {
			dst[k] = C(v.Float32())
		}
	default:
		return (*C)(unsafe.Pointer(unsafe.SliceData(values)))
	}
	return unsafe.SliceData(dst)
}

// reinterpret is s as elements of another type of the same size.
func reinterpret[E, T any](s []T) []E {
	return unsafe.Slice((*E)(unsafe.Pointer(unsafe.SliceData(s))), len(s))
}
