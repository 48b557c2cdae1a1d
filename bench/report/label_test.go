package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// A legend describes variants on every tier, and does not change names that need no description.
func TestLabel(t *testing.T) {
	for variant, want := range map[string]string{
		"avx512":                "marginrank, AVX-512",
		"portable":              "marginrank, portable Go",
		"lists neon":            "Lists, NEON",
		"explicit pairs avx2":   "Pairs that the caller forms, AVX2",
		"lambda weights avx512": "Lists with lambda weights, AVX-512",
		"weights of items avx2": "Lists with weights of items, AVX2",
		"torch-compile":         "PyTorch, torch.compile",
		plainVariant:            plainVariant,
		listSort:                listSort,
		"something of its own":  "something of its own",
		"something of its avx2": "something of its avx2",
	} {
		assert.Equal(t, want, label(variant))
	}
}
