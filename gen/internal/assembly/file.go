// Package assembly emits kernels as Go assembly. How a kernel is laid out, which register
// holds what, and what is computed is the same for all instruction sets.
package assembly

import (
	"strings"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/isa"
)

const folder = "asm"

// Files returns every emitted assembly file of a family by its path below the module's root:
// one a subject, element type and tier, and the moves and prefetches of a tier.
func Files(family *arithmetic.Family) map[string][]byte {
	files := map[string][]byte{}
	for _, s := range isa.Sets {
		kernels := map[string][]*isa.Func{}
		for _, k := range family.Kernels {
			path := isa.Path(folder, k.File+"_"+k.DType.Name, s.Tier)
			kernels[path] = append(kernels[path], write(s, k).Func)
		}
		for path, list := range kernels {
			files[path] = isa.File(list...)
		}
		if s.Tier.Moves() {
			files[isa.Path(folder, "cells", s.Tier)] = cellsFile(s)
		}
		if s.Tier.Prefetches() {
			files[isa.Path(folder, "prefetch", s.Tier)] = prefetchFile(s)
		}
	}
	return files
}

// write writes a kernel in the best way for which registers are enough.
func write(s *isa.Set, k *arithmetic.Kernel) *kernel {
	for _, w := range ways(s) {
		f := newKernel(s, k, w)
		if f.emit(); !f.Short {
			return f
		}
	}
	panic(k.Variant(s.Tier) + ": out of vector registers")
}

// A way is how a kernel spends its registers.
type way struct {
	abreast    int  // vectors that go through the program together
	spill      bool // constants are in the frame where an instruction takes them from there
	sums       bool // what a sum has come to is in the frame
	roundsEach bool // an output that is another's negative is rounded, too
}

// ways lists them, the best first.
func ways(s *isa.Set) []way {
	var list []way
	for _, sums := range []bool{false, true} {
		for abreast := s.Abreast; abreast > 0; abreast /= 2 {
			list = append(list, way{abreast: abreast, sums: sums})
			if s.Spills {
				list = append(list, way{abreast: abreast, sums: sums, spill: true})
			}
		}
	}
	return append(list, way{abreast: 1, sums: true, spill: s.Spills, roundsEach: true})
}

// Cost is the number of instructions for a pair in the emitted loop of a tier,
// which must be one of assembly. Outputs that are optional count as wanted.
func Cost(k *arithmetic.Kernel, t cat.Tier) float64 {
	for _, s := range isa.Sets {
		if s.Tier == t {
			return write(s, k).cost()
		}
	}
	panic("no assembly for " + t.Name)
}

// cost counts a chunk: its turns, and what follows the last one.
func (f *kernel) cost() float64 {
	counts := []int{0} // instructions of the loop, before and behind the jump over what ends a chunk
	inLoop := false
	for _, l := range f.Lines {
		switch {
		case l.Text == "loop:":
			inLoop = true
		case l.Text == "next:":
			counts = append(counts, 0)
		case l.Text == "tail:":
			inLoop = false
		case inLoop && !l.IsLabel() && l.Text != "":
			counts[len(counts)-1]++
		case inLoop && strings.HasSuffix(l.Text, " next"):
		}
		if inLoop && strings.HasSuffix(l.Text, " next") {
			counts = append(counts, 0)
		}
	}
	turns := cat.Chunk / f.turn
	total := counts[0] * turns
	if len(counts) == 3 { // a turn, the end of a chunk, the jump back
		total += counts[1] + counts[2]*turns
	}
	return float64(total) / cat.Chunk
}
