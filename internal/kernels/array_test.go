package kernels

import (
	"bytes"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
)

// guard is the number of elements before and behind an array that nobody may touch.
const guard = 64

// untouched is what is there.
var untouched = bytes.Repeat([]byte{0xA5}, 1<<18)

// An array is memory of its own between guards.
type array[T any] struct {
	whole    []T
	begin, n int
}

// newArray holds some values, or room for n, so many elements behind a multiple of 64 bytes.
func newArray[T any](values []T, n, offset int) array[T] {
	a := array[T]{whole: make([]T, 3*guard+offset+n), begin: guard, n: n}
	copy(bytesOf(a.whole), untouched)
	for uintptr(unsafe.Pointer(&a.whole[a.begin]))%generated.StreamAlign != 0 {
		a.begin++
	}
	a.begin += offset
	copy(a.values(), values)
	return a
}

func (a array[T]) values() []T { return a.whole[a.begin : a.begin+a.n] }

func (a array[T]) pointer() unsafe.Pointer { return unsafe.Pointer(&a.whole[a.begin]) }

// guarded reports whether the guards are as they were.
func (a array[T]) guarded() bool {
	before, behind := bytesOf(a.whole[:a.begin]), bytesOf(a.whole[a.begin+a.n:])
	return bytes.Equal(before, untouched[:len(before)]) && bytes.Equal(behind, untouched[:len(behind)])
}

// bytesOf is the memory of some elements.
func bytesOf[T any](s []T) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(*new(T))))
}

// same reports whether elements have the same bits.
func same[T any](a, b []T) bool { return bytes.Equal(bytesOf(a), bytesOf(b)) }
