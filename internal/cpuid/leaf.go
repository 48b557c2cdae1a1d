package cpuid

import "math"

// registers holds what the instruction CPUID returns in EAX, EBX, ECX and EDX.
type registers [4]uint32

// These CPUID leaves describe caches, one cache per subleaf. Both have the same format.
const (
	intelCaches = 4          // also Zhaoxin
	amdCaches   = 0x8000001d // also Hygon

	topologyExtensions = 1 << 22 // in ECX of leaf 0x80000001: the CPU has the leaf amdCaches
)

// leafSize returns the size in bytes of the largest data cache of the first three levels, or 0 if the CPU does
// not report it. A cache of the fourth level belongs to the memory and not to a core.
func leafSize(cpuid func(leaf, subleaf uint32) registers) int {
	leaf := uint32(intelCaches)
	if cpuid(0x80000000, 0)[0] >= amdCaches && cpuid(0x80000001, 0)[2]&topologyExtensions != 0 {
		leaf = amdCaches
	} else if cpuid(0, 0)[0] < intelCaches {
		return 0
	}
	const none, instructions = 0, 2
	largest := uint64(0)
	for subleaf := range uint32(16) { // a bound, because some hypervisors never report the end of the list
		r := cpuid(leaf, subleaf)
		kind, level := r[0]&31, r[0]>>5&7
		if kind == none {
			break
		}
		if kind == instructions || level > 3 {
			continue
		}
		line, partitions, ways, sets := r[1]&0xfff+1, r[1]>>12&0x3ff+1, r[1]>>22+1, min(uint64(r[2])+1, 1<<31)
		largest = max(largest, uint64(line)*uint64(partitions)*uint64(ways)*sets) // less than 2^64
	}
	return int(min(largest, math.MaxInt32))
}
