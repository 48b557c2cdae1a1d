package cpuid

import "github.com/klauspost/cpuid/v2"

var features = map[Tier][]cpuid.FeatureID{
	AVX2:   {cpuid.AVX, cpuid.AVX2, cpuid.F16C},
	AVX512: {cpuid.AVX, cpuid.AVX512F, cpuid.AVX512BW, cpuid.AVX512DQ, cpuid.AVX512VL},
}
