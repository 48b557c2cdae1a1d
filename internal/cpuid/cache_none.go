//go:build !linux && (purego || !amd64)

package cpuid

// cacheSize returns 0, because this build has no way to find the size of the last cache.
func cacheSize() int { return 0 }
