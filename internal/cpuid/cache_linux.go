//go:build purego || !amd64

package cpuid

// cacheSize returns the size of the last cache in bytes, 0 if it is not known: as the system tells.
func cacheSize() int { return systemSize(systemCaches) }
