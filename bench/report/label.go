package main

import "strings"

// tierLabels has the names of tiers in charts.
var tierLabels = map[string]string{"avx512": "AVX-512", "avx2": "AVX2", "neon": "NEON", "portable": "portable Go"}

// labels describes variants in words that a reader of the chart alone understands. A variant that is not here is
// shown by its own name.
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

// prefixes describes variants whose names end with a tier.
var prefixes = map[string]string{
	"lists":            "Lists",
	"explicit pairs":   "Pairs that the caller forms",
	itemWeights.name:   "Lists with weights of items",
	lambdaWeights.name: "Lists with lambda weights",
}

// label returns the description of a variant in the legend of a chart.
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
