//go:build (amd64 || arm64) && !purego

package share

import "unsafe"

// onStack reports whether p points to the caller's stack. Nothing that the caller knows can be on the stack of
// another goroutine, because the compiler moves what goroutines share to the heap.
func onStack(p unsafe.Pointer) bool {
	lo, hi := stack() // first, as p changes if a call moves the stack
	return lo <= uintptr(p) && uintptr(p) < hi
}

// stack returns the bounds of the caller's stack. They are the first two words of the runtime's g, the struct of
// a goroutine in runtime2.go. Cgo relies on that, too. If it changes, TestOnHeap fails.
func stack() (lo, hi uintptr)
