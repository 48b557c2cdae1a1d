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
// one a subject, element type and tier, and the moves, the prefetches and the function on words of a tier.
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
		if s.Tier.Differs() {
			files[isa.Path(folder, "words", s.Tier)] = wordsFile(s)
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

// Cost is the number of instructions that a pair takes in the emitted loop of a tier, which must
// be one of assembly. Columns that are optional count as there, but for the rare ones.
func Cost(k *arithmetic.Kernel, t cat.Tier) float64 {
	for _, s := range isa.Sets {
		if s.Tier == t {
			return write(s, k).cost()
		}
	}
	panic("no assembly for " + t.Name)
}

// inChunk is the jumps that depend on what is left of a chunk, by their labels: they are taken
// if the number of pairs that are done has one of these bits.
var inChunk = map[string]int{"next": cat.Chunk - 1, "first": cat.Row}

// cost follows the turns of a chunk.
func (f *kernel) cost() float64 {
	line := map[string]int{} // of each label
	for i, l := range f.Lines {
		line[strings.TrimSuffix(l.Text, ":")] = i
	}
	always, _, _ := strings.Cut(f.Jump, " ")
	instructions := 0
	for pairs := f.turn; pairs <= max(f.turn, cat.Chunk); pairs += f.turn {
		for i := line["loop"] + 1; ; i++ {
			l := f.Lines[i]
			if l.IsLabel() || l.Text == "" {
				continue
			}
			instructions++
			mnemonic, label, _ := strings.Cut(l.Text, " ")
			if label == "loop" {
				break
			}
			if bits, ok := inChunk[label]; mnemonic == always || ok && pairs&bits != 0 {
				i = line[label]
			}
		}
	}
	return float64(instructions) / float64(max(f.turn, cat.Chunk))
}
