//go:build !purego

package asm

//go:noescape
func HingeSumWeightedF32AVX512(x1, weights *float32, n int, weight, margin float32) (sum float64, counts uint32)
