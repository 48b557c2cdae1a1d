//go:build !purego

package mix

// supported reports whether this machine has a tier. Go itself requires Advanced SIMD on arm64.
func supported(t Tier) bool { return t == Portable || t == NEON }
