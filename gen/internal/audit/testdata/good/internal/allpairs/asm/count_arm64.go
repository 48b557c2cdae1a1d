//go:build !purego

package asm

//go:noescape
func CountNEON(a *List)
