package share

import "unsafe"

// An Array is a caller's array, as far as sharing it is concerned.
type Array struct {
	Start unsafe.Pointer // nil if there is none
	Bytes uintptr
}

// ArrayOf returns the array of s.
func ArrayOf[E any](s []E) Array {
	return Array{unsafe.Pointer(unsafe.SliceData(s)), uintptr(len(s)) * unsafe.Sizeof(*new(E))}
}

// maxOnStack is the size in bytes of the largest variable that the compiler keeps on a stack: MaxStackVarSize in
// cmd/compile/internal/ir.
const maxOnStack = 128 << 10

// OnHeap reports whether all arrays are outside of the stacks, so that NoEscape may hide them. It is false for
// arrays of 128 KiB or less, wherever they are.
//
// The size alone does not tell. The compiler has a limit for the size of variables, but none for that of parameters and
// results, nor for that of slice literals: they may be on a stack. So OnHeap also compares addresses with the bounds of the
// caller's stack, which takes assembly; builds without it share no arrays.
func OnHeap(arrays ...Array) bool {
	for i := range arrays {
		a := &arrays[i]
		if a.Start != nil && (a.Bytes <= maxOnStack || onStack(a.Start)) {
			return false
		}
	}
	return true
}

// NoEscape returns p, and hides from the compiler that the result points to what p points to. P is the address of an
// array, or of a struct with addresses of arrays, which its function must copy before it does anything else. NoEscape
// panics unless these arrays are OnHeap.
//
// The arguments of a job must be on the heap, as other goroutines read them. If the compiler saw that they point to
// callers' arrays, it would move these to the heap too: all of them, also small ones in calls that start no job. And the
// arrays must not be on a stack indeed: stacks move, and only the pointers of their own goroutine
// with them.
//
// The collector sees the result as it sees any pointer.
func NoEscape(p unsafe.Pointer, arrays ...Array) unsafe.Pointer {
	if !OnHeap(arrays...) {
		panic("share: an array may be on a stack")
	}
	return noEscape(p)
}

// noEscape is NoEscape of Go's internal/abi: the compiler does not follow an address through an integer variable. Theirs has
// x ^ 0 where this has an addition, which says the same to the compiler; vet reports x ^ 0 outside of Go's own packages.
//
//go:nosplit
//go:nocheckptr
func noEscape(p unsafe.Pointer) unsafe.Pointer {
	x := uintptr(p)
	return unsafe.Pointer(uintptr(unsafe.Pointer(nil)) + x)
}
