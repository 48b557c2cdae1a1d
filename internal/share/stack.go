//go:build (amd64 || arm64) && !purego

package share

import "unsafe"

// onStack reports whether p points to the caller's stack. No array of its can be on the stack of another goroutine:
// the compiler moves what goroutines share to the heap.
func onStack(p unsafe.Pointer) bool {
	lo, hi := stack() // first, as p changes if a call moves the stack
	return lo <= uintptr(p) && uintptr(p) < hi
}

// stack returns the bounds of the caller's stack. They are the first two words of the runtime's struct of a
// goroutine (g in runtime2.go), which cgo relies on, too. TestOnHeap fails where they are elsewhere.
func stack() (lo, hi uintptr)
