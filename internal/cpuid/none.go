//go:build purego || (!amd64 && !arm64)

package cpuid

// supported returns false, because this build has only portable kernels.
func supported(Tier) bool { return false }
