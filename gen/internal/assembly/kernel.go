package assembly

import (
	"fmt"
	"slices"
	"strings"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/isa"
)

// A kernel is a kernel that is being written. It has its arithmetic twice: in the loop, for whole turns, and in
// the tail, for one part of a vector at a time.
type kernel struct {
	*isa.Func
	way
	program  *arithmetic.Program
	turn     int                     // the number of pairs per turn of the loop
	counts   map[*cat.Count]isa.Reg  // vectors of counts
	borrowed isa.Reg                 // the place in the frame of a term whose register is borrowed, or 0 if there is none
	waiting  map[*cat.Column]isa.Reg // places in the frame of parts of cache lines that wait for the rest
	short    string                  // where the registers were not enough, if they were not, and for which values
}

func newKernel(s *isa.Set, k *arithmetic.Kernel, l *cat.Layout, w way) *kernel {
	f := &kernel{Func: isa.NewFunc(s, k.Variant(s.Tier), l.Name("Args"), k.DType), way: w, program: arithmetic.Record(k), counts: map[*cat.Count]isa.Reg{}, waiting: map[*cat.Column]isa.Reg{}}
	f.Row, f.Spill, f.Loads = l.Row(), w.spill, w.loads
	f.Pairs = slices.Contains(s.Paired, k.DType) && w.abreast > 1
	f.Point(f.addressed(), s.Pointers)
	return f
}

// addressed lists the columns in the order in which they get registers for their addresses. Optional inputs come
// last. If there are not enough registers, their addresses are loaded when they are needed.
func (f *kernel) addressed() []*cat.Column {
	list := slices.Clone(f.program.Columns)
	slices.SortStableFunc(list, func(a, b *cat.Column) int { return rank(a) - rank(b) })
	return list
}

func rank(c *cat.Column) int {
	switch {
	case !c.Optional:
		return 0
	case c.Output:
		return 1
	}
	return 2
}

// emit writes the kernel: arguments, constants, a loop of whole turns, the tail, exit.
func (f *kernel) emit() {
	if f.program.Sums {
		f.sum()
	} else {
		f.each()
	}
	var flag *cat.Flag
	if f.streams() {
		flag = cat.Stream
		f.Printf("%s", f.Fence)
	}
	f.Begin(f.addressed(), cat.FieldN, flag)
	f.Finish()
}

// streams reports whether stores may go past the caches.
func (f *kernel) streams() bool { return f.wholeLines() && f.program.Stores() }

// wholeLines reports whether a kernel for the tier fills cache lines one after the other.
func (f *kernel) wholeLines() bool { return f.Tier.Streams && !f.program.Kernel.Compact }

// each writes the loop and the tail of a kernel that does not sum.
func (f *kernel) each() {
	vectors := max(f.abreast, f.lineVectors())
	f.turn = vectors * f.Width()
	f.beginLoop()
	for v := 0; v < vectors; v += f.abreast {
		var offsets []int
		for i := range f.abreast {
			offsets = append(offsets, (v+i)*f.Width())
		}
		f.step(offsets...)
	}
	f.Advance(f.Func, f.turn)
	f.Printf("%s", f.NextTurn)

	f.InTail, f.Pairs, f.Fewer = true, false, vectors == 1
	f.Label("tail")
	f.Printf(f.Left, f.turn, "done")
	f.parts(func() { f.partStep() })
	f.Label("done")
}

// lineVectors returns the number of vectors of pairs whose elements fill a cache line, if stores may go past the
// caches.
func (f *kernel) lineVectors() int {
	if !f.wholeLines() {
		return 1
	}
	return max(1, cat.Line/(f.Width()*f.DType.Bytes))
}

// beginLoop begins the loop, aligned as the CPU fetches instructions best.
func (f *kernel) beginLoop() {
	f.Printf(f.FirstTurn, f.turn)
	if f.Align != "" {
		f.Printf("%s", f.Align)
	}
	f.Label("loop")
}

// step translates the program for the vectors of pairs at the given offsets. If the kernel sums, it returns the
// registers of the terms.
func (f *kernel) step(offsets ...int) []isa.Reg {
	var ranges []string
	for i, offset := range offsets {
		switch {
		case !f.Pairs:
			ranges = append(ranges, fmt.Sprintf("%d to %d", offset, offset+f.Width()-1))
		case i%2 == 0:
			ranges = append(ranges, fmt.Sprintf("%d to %d, even and odd", offset, offset+2*f.Width()-1))
		}
	}
	text := f.Row + "s " + strings.Join(ranges, ", ")
	if f.InTail {
		text += ", or fewer"
	}
	f.Heading(text)
	t := newTranslation(f, offsets)
	t.block(f.program.Ops)
	return t.terms
}

// parts writes a loop over parts of a vector, which ends when no pairs are left.
func (f *kernel) parts(one func()) {
	if f.masked() && f.numbers {
		defer f.KeepNumbers()()
	}
	f.Label("part")
	one()
	f.Advance(f.Func, f.Width())
	f.Printf(f.NextPart, f.Width())
}

// masked reports whether parts need to be prepared.
func (f *kernel) masked() bool {
	return f.program.Sums || f.program.Counts != nil || f.Without == nil || !f.Without(f.Func)
}

// partStep is step for a part of a vector. The terms of pairs that the part does not have are +0.
func (f *kernel) partStep() isa.Reg {
	if f.masked() {
		f.Part(f.Func)
	}
	terms := f.step(0)
	term := isa.None
	if terms != nil {
		term = terms[0]
		f.Keep(f.Func, term)
		f.Comment("+0 where there is no " + f.Row)
	}
	if f.Mask != isa.None {
		f.Free(f.Mask)
		f.Mask = isa.None
	}
	return term
}
