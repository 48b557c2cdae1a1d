package kernels

import (
	"bytes"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
)

// untouched is the content of memory to which a kernel must not store.
var untouched = bytes.Repeat([]byte{0xA5}, 1<<18)

// An array is n elements with untouched memory around them.
type array[T any] struct {
	whole    []byte
	begin, n int // begin is in bytes, n in elements
}

// A place returns memory for an array, and where in it the array begins. The array is for a column, and has the
// given size and offset in bytes. With an offset of 0, streaming stores to the array are possible.
type place func(column, byteCount, offset int) (whole []byte, begin int)

// newArray returns an array of n elements, which begins with values. The array is offset elements above a
// multiple of 64 bytes.
func newArray[T any](at place, column int, values []T, n, offset int) array[T] {
	size := int(unsafe.Sizeof(*new(T)))
	a := array[T]{n: n}
	a.whole, a.begin = at(column, n*size, offset*size)
	copy(a.whole, untouched)
	copy(a.values(), values)
	return a
}

func (a array[T]) pointer() unsafe.Pointer {
	return unsafe.Add(unsafe.Pointer(unsafe.SliceData(a.whole)), a.begin)
}

func (a array[T]) values() []T { return unsafe.Slice((*T)(a.pointer()), a.n) }

// guarded reports whether the memory around the array is untouched.
func (a array[T]) guarded() bool {
	before, behind := a.whole[:a.begin], a.whole[a.begin+len(bytesOf(a.values())):]
	return bytes.Equal(before, untouched[:len(before)]) && bytes.Equal(behind, untouched[:len(behind)])
}

// onHeap is a place with room around the array, which shows stores outside of it.
func onHeap(_, byteCount, offset int) (whole []byte, begin int) {
	const room = 512
	whole = make([]byte, 2*room+generated.StreamAlign+offset+byteCount)
	begin = room
	for uintptr(unsafe.Pointer(&whole[begin]))%generated.StreamAlign != 0 {
		begin++
	}
	return whole, begin + offset
}

// bytesOf returns the memory of s.
func bytesOf[T any](s []T) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(*new(T))))
}

// same reports whether elements have the same bits.
func same[T any](a, b []T) bool { return bytes.Equal(bytesOf(a), bytesOf(b)) }
