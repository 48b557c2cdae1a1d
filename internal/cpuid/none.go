//go:build purego || (!amd64 && !arm64)

package cpuid

// supported: this build has portable kernels only.
func supported(Tier) bool { return false }
