package allpairs

import (
	"math"
	"unsafe"
)

// keyOf returns an integer that is ordered as floats are, of as many bits as F has in the upper
// part of 64: negative ones, whose bits grow downwards, have all bits flipped, others the sign.
func keyOf[F float](f F) uint64 {
	if unsafe.Sizeof(f) == 4 {
		b := math.Float32bits(float32(f))
		return uint64(b^(uint32(int32(b)>>31)|1<<31)) << 32
	}
	b := math.Float64bits(float64(f))
	return b ^ (uint64(int64(b)>>63) | 1<<63)
}

// An entry is an item on its way through a sort: 32 bits of its key, then where in the list it is.
type entry uint64

func entryOf(key uint64, index int) entry { return entry(key&^(1<<32-1) | uint64(index)) }

func (e entry) key() uint32   { return uint32(e >> 32) }
func (e entry) index() uint32 { return uint32(e) }
