package order

import (
	"math"
	"unsafe"
)

// word is an integer that holds the bits of a float.
type word interface{ uint16 | uint32 | uint64 }

// keyOf returns the key of the float with bits b. Keys have the order of the floats. A key is in the upper bits
// of the result and has as many bits as the float. It is the float with its sign bit flipped or, if the float is
// negative, with all bits flipped. The key of -0 equals the key of +0.
func keyOf[W word](b W) uint64 {
	size := 8 * unsafe.Sizeof(b)
	sign := W(1) << (size - 1)
	if b == sign {
		b = 0
	}
	b ^= -(b >> (size - 1)) | sign
	return uint64(b) << (64 - size)
}

// wordsOf returns the bits of floats, which must be as large as a W.
func wordsOf[W word, T any](floats []T) []W {
	return unsafe.Slice((*W)(unsafe.Pointer(unsafe.SliceData(floats))), len(floats))
}

// An Entry is an item to be sorted. Its upper half is the upper 32 bits of the item's key, its lower half the
// item's index.
type Entry uint64

func entryOf(key uint64, index int) Entry { return Entry(key&^(1<<32-1) | uint64(index)) }

// Index returns the position of the item in the list.
func (e Entry) Index() uint32 { return uint32(e) }

func (e Entry) key() uint32 { return uint32(e >> 32) }

// Float32 returns the score of the item. The scores of the list must be float32. A score of -0 is returned as +0.
func (e Entry) Float32() float32 {
	key := e.key()
	return math.Float32frombits(key ^ (uint32(int32(^key)>>31) | 1<<31)) // the inverse of keyOf
}
