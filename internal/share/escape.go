package share

import "unsafe"

// An Array is the memory of a caller's slice.
type Array struct {
	Start unsafe.Pointer // nil if there is no array
	Bytes uintptr
}

// ArrayOf returns the memory of s.
func ArrayOf[E any](s []E) Array {
	return Array{unsafe.Pointer(unsafe.SliceData(s)), uintptr(len(s)) * unsafe.Sizeof(*new(E))}
}

// maxOnStack is the size in bytes of the largest variable that the compiler keeps on a stack: MaxStackVarSize in
// cmd/compile/internal/ir.
const maxOnStack = 128 << 10

// OnHeap reports whether no array can be on a goroutine's stack, so that NoEscape may hide the arrays from the
// compiler. It returns false if any array has 128 KiB or less, even if that array is on the heap.
//
// A larger array may still be on a stack: the compiler limits the size of variables there, but not the size of
// parameters, results and slice literals. So OnHeap also compares addresses with the bounds of the caller's
// stack. Reading these bounds takes assembly. In builds without assembly, OnHeap returns false for every array.
func OnHeap(arrays ...Array) bool {
	for i := range arrays {
		a := &arrays[i]
		if a.Start != nil && (a.Bytes <= maxOnStack || onStack(a.Start)) {
			return false
		}
	}
	return true
}

// NoEscape returns p, and hides from the compiler that the result points to the same memory as p. p is the
// address of an array, or of a struct that holds addresses of arrays. The caller must copy such a struct before
// it does anything else. NoEscape panics unless the arrays are OnHeap.
//
// The arguments of a job are on the heap, since other goroutines read them. If the compiler saw that they point
// to the user's arrays, it would move every such array to the heap as well, even the small arrays of calls that
// start no job. An array that really is on a stack must not be hidden: when a stack moves, only pointers on that
// stack are updated.
//
// To the garbage collector the result is a pointer like any other.
func NoEscape(p unsafe.Pointer, arrays ...Array) unsafe.Pointer {
	if !OnHeap(arrays...) {
		panic("share: an array may be on a stack")
	}
	return noEscape(p)
}

// noEscape does what NoEscape in Go's internal/abi does: the compiler does not follow an address through an
// integer variable. Go's function has x ^ 0 in place of the addition. The effect on the compiler is the same,
// but vet reports x ^ 0 outside of Go's own packages.
//
//go:nosplit
//go:nocheckptr
func noEscape(p unsafe.Pointer) unsafe.Pointer {
	x := uintptr(p)
	return unsafe.Pointer(uintptr(unsafe.Pointer(nil)) + x)
}
