package allpairs

import (
	"math"
	"unsafe"
)

// keyOf returns an integer that is ordered as the floats are: negative ones, whose bits grow
// downwards, have all bits flipped, the others only the sign. K is as wide as F.
func keyOf[F Float, K Key](f F) K {
	if unsafe.Sizeof(f) == 4 {
		b := math.Float32bits(float32(f))
		return K(b ^ (uint32(int32(b)>>31) | 1<<31))
	}
	b := math.Float64bits(float64(f))
	return K(b ^ (uint64(int64(b)>>63) | 1<<63))
}

// floatOf is the float whose key is k.
func floatOf[F Float, K Key](k K) F {
	if unsafe.Sizeof(k) == 4 {
		b := uint32(k)
		return F(math.Float32frombits(b ^ (uint32(^int32(b)>>31) | 1<<31)))
	}
	b := uint64(k)
	return F(math.Float64frombits(b ^ (uint64(^int64(b)>>63) | 1<<63)))
}

// An entry is an item on its way through a sort: its key, and where in the list it is.
type entry[K Key] struct {
	key   K
	index uint32
}
