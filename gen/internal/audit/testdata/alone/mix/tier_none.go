//go:build purego || (!amd64 && !arm64)

package mix

// supported reports whether this build has the kernels of a tier.
func supported(t Tier) bool { return t == Portable }
