package indexed

import (
	"syscall"
	"unsafe"
)

// adviseHugePages asks for large pages for a large array that is accessed at random. With small pages, nearly
// every access misses the TLB. The array must not have been written to yet.
func adviseHugePages[E any](s []E) {
	const page = 2 << 20
	if sizeOf(s) < 4*page {
		return
	}
	memory := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), sizeOf(s))
	memory = memory[-address(s)&(page-1):]                                 // from the first whole page
	syscall.Madvise(memory[:len(memory)&^(page-1)], syscall.MADV_HUGEPAGE) // advice: it may be ignored
}
