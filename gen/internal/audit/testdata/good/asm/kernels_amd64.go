//go:build !purego

package asm

//go:noescape
func HingeEachGradF32AVX2(a *Args)

//go:noescape
func HingeSumF32AVX512(a *Args)

//go:noescape
func HingeSumWeightedF32AVX512(a *Args)

//go:noescape
func DifferAVX512(a *Words)
