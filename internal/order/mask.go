package order

import "unsafe"

// A Mask says which items to keep: those whose byte is not 0. A nil Mask keeps all items.
//
// A caller's bools may be in memory that another program wrote, where true may be any byte other than 0. Go's
// compilers rely on 0 and 1: read as a bool, a byte of 2 may be true in one expression and false in the next.
type Mask []uint8

// MaskOf returns a caller's mask as a Mask, in the same memory.
func MaskOf(mask []bool) Mask {
	return unsafe.Slice((*uint8)(unsafe.Pointer(unsafe.SliceData(mask))), len(mask))
}

// Keeps reports whether item i is to be kept.
func (m Mask) Keeps(i int) bool { return m == nil || m[i] != 0 }
