//go:build arm64 && !purego

package cpuid

// supported returns true for NEON, because Go itself requires Advanced SIMD on arm64.
func supported(t Tier) bool { return t == NEON }
