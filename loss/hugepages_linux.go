package loss

import (
	"syscall"
	"unsafe"
)

// adviseHugePages asks for large pages below a large array that is accessed at random:
// with small ones, nearly every access misses the caches of addresses. It must not have
// been written to yet.
func adviseHugePages[E any](s []E) {
	const page = 2 << 20
	if size(s) < 4*page {
		return
	}
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), size(s))
	bytes = bytes[-address(s)&(page-1):]                                 // from the first whole page
	syscall.Madvise(bytes[:len(bytes)&^(page-1)], syscall.MADV_HUGEPAGE) // advice: it may be ignored
}
