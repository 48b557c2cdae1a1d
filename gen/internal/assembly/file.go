package assembly

import (
	"slices"
	"strings"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/isa"
)

// Files returns every emitted assembly file of this module's family, by its path relative to the module's root: its kernels, and
// files for the moves, the prefetches and the function on words of a tier. The error is that of Kernels.
func Files(family *arithmetic.Family) (map[string][]byte, error) {
	files, err := Kernels(family, cat.Own)
	if err != nil {
		return nil, err
	}
	folder := cat.Own.Kernels.Folder
	for _, s := range isa.Sets {
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
	return files, nil
}

// Kernels returns the assembly files of a family's kernels, by their paths. There is one for each subject, element type and tier.
// The error names a kernel for which the registers are not enough, and the values that are alive there.
func Kernels(family *arithmetic.Family, l *cat.Layout) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, s := range isa.Sets {
		if !slices.Contains(l.Tiers, s.Tier) {
			continue
		}
		kernels := map[string][]*isa.Func{}
		for _, k := range family.Kernels {
			path := isa.Path(l.Kernels.Folder, k.File+"_"+k.DType.Name, s.Tier)
			f, err := write(s, k, l)
			if err != nil {
				return nil, err
			}
			kernels[path] = append(kernels[path], f.Func)
		}
		for path, list := range kernels {
			files[path] = isa.File(list...)
		}
	}
	return files, nil
}

// write writes a kernel in the best way for which the registers and the frame are large enough.
func write(s *isa.Set, k *arithmetic.Kernel, l *cat.Layout) (*kernel, error) {
	var f *kernel
	for _, w := range ways(s, arithmetic.Record(k).Stores()) {
		f = newKernel(s, k, l, w)
		if f.emit(); f.Fits() {
			return f, nil
		}
	}
	return nil, f.shortage()
}

// A way says how a kernel uses its registers.
type way struct {
	abreast int  // the number of vectors that are computed together
	spill   int  // the number of constants in the frame, of those that instructions can take from there
	kept    bool // the kept sums of a chunk are in the frame
	lanes   bool // the lanes of a sum are in the frame, from where they are loaded for every chunk
	numbers bool // the numbers of a vector's values have a register throughout the tail
	loads   bool // all constants are in the frame, and are loaded where an instruction needs them in a register
	halved  bool // a turn of a sum is two rows at most, so that there are fewer terms at a time
}

// ways lists the ways, the best one first. Loads from the frame take time but, if there are outputs, vectors one
// by one take even more.
func ways(s *isa.Set, stores bool) []way {
	frames := []way{{}, {lanes: true}, {lanes: true, kept: true}}
	all := isa.AllOperands
	if s.FewRegisters() {
		frames = []way{{}, {spill: 1}, {kept: true}, {spill: 1, kept: true}, {spill: 2, kept: true},
			{lanes: true}, {spill: 1, lanes: true}, {spill: 2, lanes: true},
			{lanes: true, kept: true}, {spill: 1, lanes: true, kept: true}, {spill: 2, lanes: true, kept: true},
			{spill: all}, {spill: all, lanes: true}, {spill: all, lanes: true, kept: true}}
	}
	var list []way
	add := func(abreast int, w way) {
		w.abreast = abreast
		more := w
		more.numbers = true
		list = append(list, more, w)
	}
	for _, w := range frames {
		for abreast := s.Abreast; abreast > 1; abreast /= 2 {
			add(abreast, w)
		}
	}
	for _, w := range append(frames, way{loads: true}, way{loads: true, lanes: true}, way{loads: true, lanes: true, kept: true}) {
		add(1, w)
	}
	if !stores {
		slices.SortStableFunc(list, func(a, b way) int { return compare(a.kept || a.lanes || a.loads, b.kept || b.lanes || b.loads) })
	}
	for _, w := range list {
		w.halved = true
		list = append(list, w)
	}
	return list
}

// compare puts false before true.
func compare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// Cost returns the number of instructions per pair in the loop of a kernel on a tier, which must have assembly.
// It takes optional columns as present, except for rare ones.
func Cost(k *arithmetic.Kernel, t cat.Tier) float64 {
	for _, s := range isa.Sets {
		if s.Tier == t {
			f, err := write(s, k, cat.Own)
			if err != nil {
				panic(err)
			}
			return f.cost()
		}
	}
	panic("no assembly for " + t.Name)
}

// inChunk has the jumps that depend on the place within a chunk, by their labels. A jump is taken if the number
// of pairs done has one of these bits.
var inChunk = map[string]int{"next": cat.Chunk - 1, "keep": cat.Chunk - 1, "first": cat.Row}

// cost returns the number of instructions per pair. It follows the turns of a chunk.
func (f *kernel) cost() float64 {
	line := map[string]int{} // the line of each label
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
