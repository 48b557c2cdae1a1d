package cpuid

import "github.com/klauspost/cpuid/v2"

// LastCache is how many bytes of the last cache a core may hope for.
func LastCache() int { return lastCache }

var lastCache = share(max(cpuid.CPU.Cache.L2, cpuid.CPU.Cache.L3))

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
