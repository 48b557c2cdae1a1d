package order

import "unsafe"

// A Mask tells which items to keep: those whose byte is not 0. Nil keeps all.
//
// A caller's bools may be memory that another program wrote, where any byte may stand for true. Go's compilers
// rely on 0 and 1: read as a bool, the byte 2 is true in one expression, false in the next, and 2 if it is added up.
type Mask []uint8

// MaskOf returns a caller's mask, which it shares.
func MaskOf(mask []bool) Mask {
	return unsafe.Slice((*uint8)(unsafe.Pointer(unsafe.SliceData(mask))), len(mask))
}

// Keeps reports whether item i is to be kept.
func (m Mask) Keeps(i int) bool { return m == nil || m[i] != 0 }
