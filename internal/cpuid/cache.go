package cpuid

import "sync/atomic"

// LastCache returns the number of bytes of the last-level cache that a core can expect to use.
func LastCache() int {
	if n := lastCache.Load(); n > 0 {
		return int(n)
	}
	n := share(cacheSize())
	lastCache.Store(int32(n))
	return n
}

// lastCache is 0 until the first call of LastCache, so that programs without one do not spend time on it.
var lastCache atomic.Int32

const (
	usual = 32 << 20 // where the size is not known
	most  = 64 << 20 // servers have larger caches, which dozens of cores share
)

func share(size int) int {
	if size <= 0 {
		return usual
	}
	return min(size, most)
}
