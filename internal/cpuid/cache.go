package cpuid

import "sync/atomic"

// LastCache returns how many bytes of the last cache a core may hope for.
func LastCache() int {
	if n := lastCache.Load(); n > 0 {
		return int(n)
	}
	n := share(cacheSize())
	lastCache.Store(int32(n))
	return n
}

// lastCache is 0 until somebody asks: programs that don't, start without it.
var lastCache atomic.Int32

const (
	usual = 32 << 20 // where the size is not known
	most  = 64 << 20 // larger ones are those of servers, shared by dozens of cores
)

func share(size int) int {
	if size <= 0 {
		return usual
	}
	return min(size, most)
}
