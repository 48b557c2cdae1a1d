package order

import (
	"math"
	"unsafe"
)

// word is the bits of a float.
type word interface{ uint16 | uint32 | uint64 }

// keyOf returns an integer that is ordered as floats are. It has as many bits as the float and is in the upper part
// of 64 bits. Negative floats, whose bits grow downwards, have all bits flipped, others only the
// sign. -0 has the same key as +0.
func keyOf[W word](b W) uint64 {
	size := 8 * unsafe.Sizeof(b)
	sign := W(1) << (size - 1)
	if b == sign {
		b = 0
	}
	b ^= -(b >> (size - 1)) | sign
	return uint64(b) << (64 - size)
}

// wordsOf returns the bits of floats of W's size.
func wordsOf[W word, T any](floats []T) []W {
	return unsafe.Slice((*W)(unsafe.Pointer(unsafe.SliceData(floats))), len(floats))
}

// An Entry is an item on its way through a sort: the upper 32 bits of its key, then its index.
type Entry uint64

func entryOf(key uint64, index int) Entry { return Entry(key&^(1<<32-1) | uint64(index)) }

// Index returns the position of the item in the list.
func (e Entry) Index() uint32 { return uint32(e) }

func (e Entry) key() uint32 { return uint32(e >> 32) }

// Float32 returns the score of the item if scores are float32, computed from the key. For -0 it is +0.
func (e Entry) Float32() float32 {
	key := e.key()
	return math.Float32frombits(key ^ (uint32(int32(^key)>>31) | 1<<31)) // the inverse of keyOf
}
