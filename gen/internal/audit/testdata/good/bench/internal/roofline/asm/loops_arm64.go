//go:build !purego

package asm

var Loops = map[string]Loop{
	"Read2HalfWrite1NEON": Read2HalfWrite1NEON,
}

//go:noescape
func Read2HalfWrite1NEON(a *Streams)
