//go:build !purego

package cpuid

// cacheSize returns the size of the last-level cache in bytes, as the CPU reports it, or 0 if it is not known.
func cacheSize() int { return leafSize(ask) }

func ask(leaf, subleaf uint32) (r registers) {
	r[0], r[1], r[2], r[3] = cpuid(leaf, subleaf)
	return r
}

// cpuid executes the instruction CPUID with EAX = leaf and ECX = subleaf.
func cpuid(leaf, subleaf uint32) (eax, ebx, ecx, edx uint32)
