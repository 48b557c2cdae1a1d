//go:build amd64 && !purego

package cpuid

import "github.com/klauspost/cpuid/v2"

// features are those whose instructions a tier's kernels may hold. The library
// counts one as present only if the operating system saves its registers.
var features = map[Tier][]cpuid.FeatureID{
	AVX2:   {cpuid.AVX, cpuid.AVX2, cpuid.F16C},
	AVX512: {cpuid.AVX, cpuid.AVX2, cpuid.AVX512F, cpuid.AVX512BW, cpuid.AVX512DQ, cpuid.AVX512VL},
}

func supported(t Tier) bool {
	needed, ok := features[t]
	return ok && cpuid.CPU.Supports(needed...)
}
