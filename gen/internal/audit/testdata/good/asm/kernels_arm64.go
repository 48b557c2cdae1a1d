//go:build !purego

package asm

//go:noescape
func HingeSumF32NEON(a *Args)

//go:noescape
func HingeEachF16NEON(a *Args)
