//go:build purego || !amd64

package cpuid

// cacheSize returns the size of the last-level cache in bytes, as Linux reports it, or 0 if it is not known.
func cacheSize() int { return systemSize(systemCaches) }
