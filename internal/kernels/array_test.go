package kernels

import (
	"bytes"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
)

// untouched is what is where nobody may store.
var untouched = bytes.Repeat([]byte{0xA5}, 1<<18)

// An array is n elements somewhere in memory that nobody else has.
type array[T any] struct {
	whole    []byte
	begin, n int // in bytes, in elements
}

// A place finds memory for so many bytes of a column, and where in it they begin. It is for
// outputs that are stored around the caches, too, if there is no offset.
type place func(column, byteCount, offset int) (whole []byte, begin int)

// newArray holds some values, or room for n, so many elements behind a multiple of 64 bytes.
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

// guarded reports whether what is beside the array is as it was.
func (a array[T]) guarded() bool {
	before, behind := a.whole[:a.begin], a.whole[a.begin+len(bytesOf(a.values())):]
	return bytes.Equal(before, untouched[:len(before)]) && bytes.Equal(behind, untouched[:len(behind)])
}

// onHeap has room beside an array to see stores that go too far.
func onHeap(_, byteCount, offset int) (whole []byte, begin int) {
	const room = 512
	whole = make([]byte, 2*room+generated.StreamAlign+offset+byteCount)
	begin = room
	for uintptr(unsafe.Pointer(&whole[begin]))%generated.StreamAlign != 0 {
		begin++
	}
	return whole, begin + offset
}

// bytesOf is the memory of some elements.
func bytesOf[T any](s []T) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(*new(T))))
}

// same reports whether elements have the same bits.
func same[T any](a, b []T) bool { return bytes.Equal(bytesOf(a), bytesOf(b)) }
