package indexed

import (
	"unsafe"

	"github.com/marginrank/marginrank/internal/element"
)

// A compute is a type in which losses and gradients are computed.
type compute interface{ float32 | float64 }

// A cell has the gradient and the score of an item next to each other, in compute precision, while a call adds up gradients. So one
// cache line serves the gather and the scatter. Package generated treats a cell as a complex number.
type cell[C compute] struct{ grad, score C }

// mostItems is the number of items that an index of 32 bits can address.
const mostItems = 1 << 31

// gather stores the scores of the pairs of items is[k] and js[k] in x1[k] and x2[k]. There are n items of type I,
// and first is the score of the first one. gather stops at an index that is not in [0, n), and reports whether
// there was none. It moves scores as integers, for which the compiler has more addressing modes.
func gather[I any, S uint16 | uint32 | uint64](x1, x2 []S, first *S, n int, is, js []int32) bool {
	x1, x2, js = x1[:len(is)], x2[:len(is)], js[:len(is)]
	at, size, end := unsafe.Pointer(first), unsafe.Sizeof(*new(I)), min(uint(n), mostItems)
	for k := range is {
		i, j := uint(uint32(is[k])), uint(uint32(js[k])) // negative: at least mostItems
		if i >= end || j >= end {
			return false
		}
		x1[k] = *(*S)(unsafe.Add(at, uintptr(i)*size))
		x2[k] = *(*S)(unsafe.Add(at, uintptr(j)*size))
	}
	return true
}

// gatherFrom is gather for scores of any type.
func gatherFrom[I, E any](x1, x2 []E, first *E, n int, is, js []int32) bool {
	switch at := unsafe.Pointer(first); unsafe.Sizeof(*first) {
	case 2:
		return gather[I](element.Reinterpret[uint16](x1), element.Reinterpret[uint16](x2), (*uint16)(at), n, is, js)
	case 4:
		return gather[I](element.Reinterpret[uint32](x1), element.Reinterpret[uint32](x2), (*uint32)(at), n, is, js)
	}
	return gather[I](element.Reinterpret[uint64](x1), element.Reinterpret[uint64](x2), (*uint64)(unsafe.Pointer(first)), n, is, js)
}

// scatter adds the gradients of pairs to the gradients of their items, in the order of the pairs; within a pair, I comes first. An
// item of type I begins with its gradient. The indices have been checked.
func scatter[I any, C compute](items []I, is, js []int32, gx2 []C) {
	js, gx2 = js[:len(is)], gx2[:len(is)]
	at, size := unsafe.Pointer(unsafe.SliceData(items)), unsafe.Sizeof(*new(I))
	for k := range is {
		g := gx2[k]
		*(*C)(unsafe.Add(at, uintptr(uint32(is[k]))*size)) -= g // gx1 is -gx2
		*(*C)(unsafe.Add(at, uintptr(uint32(js[k]))*size)) += g
	}
}
