package main

import "strings"

// tierLabels are the tiers as a chart calls them.
var tierLabels = map[string]string{"avx512": "AVX-512", "avx2": "AVX2", "neon": "NEON", "portable": "portable Go"}

// labels are the variants of charts in words that a reader knows who has read nothing else. A variant that
// is not here has its own name.
var labels = map[string]string{
	rooflineVariant: "limit: a loop that moves the same bytes and computes nothing",
	"gcc":           "C loop, gcc -O3 -ffast-math",
	"clang":         "C loop, clang -O3 -ffast-math",
	"torch":         "PyTorch",
	"torch-compile": "PyTorch, torch.compile",
	"jax":           "JAX, jit",
	"archsimd":      "Go, package simd/archsimd",
	listLoop:        "plain Go loop over all pairs",
	lambdaLoop:      "plain Go loop over all pairs, lambda weights",
}

// prefixes are the variants that end with a tier.
var prefixes = map[string]string{
	"lists":            "Lists",
	"explicit pairs":   "Pairs that the caller forms",
	itemWeights.name:   "Lists with weights of items",
	lambdaWeights.name: "Lists with lambda weights",
}

// label is what the legend of a chart calls a variant.
func label(variant string) string {
	if text, ok := labels[variant]; ok {
		return text
	}
	i := strings.LastIndexByte(variant, ' ') + 1
	tier, ok := tierLabels[variant[i:]]
	if !ok {
		return variant
	}
	if i == 0 {
		return "marginrank, " + tier
	}
	if text, ok := prefixes[variant[:i-1]]; ok {
		return text + ", " + tier
	}
	return variant
}
