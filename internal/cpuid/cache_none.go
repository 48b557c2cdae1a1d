//go:build !linux && (purego || !amd64)

package cpuid

// cacheSize returns 0: nobody tells the size of the last cache.
func cacheSize() int { return 0 }
