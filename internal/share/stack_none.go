//go:build purego || (!amd64 && !arm64)

package share

import "unsafe"

// onStack reports whether p may point to the caller's stack: any address may, where no assembly tells its bounds.
func onStack(unsafe.Pointer) bool { return true }
