//go:build arm64 && !purego

package cpuid

// supported: Advanced SIMD is part of what Go itself requires of an arm64.
func supported(t Tier) bool { return t == NEON }
