//go:build !purego

package asm

//go:noescape
func HingeEachGradF32AVX2(out, gx1, x1, upstream *float32, n int, margin float32)

//go:noescape
func HingeSumF32AVX512(acc *float64, x1 *float32, n int, margin float32)
