package roofline

import (
	"fmt"
	"strings"
)

// doc is what every architecture shares.
func doc() string {
	block := 0
	for _, a := range isas {
		block = max(block, a.turn)
	}
	return fmt.Sprintf(`
// Package asm holds emitted loops that read and write arrays and compute nothing.
package asm

import "unsafe"

// Streams are the arrays of a loop. It reads the first In and, if its name says so, Narrow, which has a half, a quarter
// or an eighth of the bytes. It copies In[i] to Out[i], as many as its name says: past the caches if it streams them.
// One that passes reads past the last cache, too.
type Streams struct {
	In     [%d]unsafe.Pointer
	Narrow unsafe.Pointer
	Out    [%d]unsafe.Pointer
}

// A Loop goes through bytes from to to of the full streams: multiples of Block, the second greater.
type Loop func(s *Streams, from, to int)

// Block is the least number of bytes of a full stream that a loop goes through.
const Block = %d

// Align is the alignment in bytes of arrays that are stored past the caches.
const Align = 64
`, narrowSlot, maxOut(), block)
}

// maxOut is the greatest number of streams written.
func maxOut() int {
	n := 0
	for _, s := range shapes() {
		n = max(n, s.out)
	}
	return n
}

// loops declares the functions of an architecture.
func loops(list []*isa) string {
	var functions, table strings.Builder
	for _, a := range list {
		for _, l := range a.functions() {
			fmt.Fprintf(&functions, "\n//go:noescape\n%s\n", l.signature())
			fmt.Fprintf(&table, "%q: %s,\n", l.function(), l.function())
		}
	}
	return fmt.Sprintf(tag, "!purego") + "\npackage asm\n\n// Loops are the functions by name.\nvar Loops = map[string]Loop{\n" +
		table.String() + "}\n" + functions.String()
}
