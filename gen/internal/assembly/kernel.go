package assembly

import (
	"fmt"
	"strings"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// emit writes the kernel: arguments, constants, a loop of whole turns, the rest, exit.
func (f *Func) emit() (frame int) {
	frame = f.declare()
	p := arithmetic.Record(f.Kernel)
	if f.Kernel.Sums() {
		f.sum(p)
	} else {
		f.each(p)
	}
	body := f.lines

	f.lines = nil
	f.loadArguments()
	f.lines = append(append(f.lines, f.setup...), body...)
	if f.stream {
		f.printf("%s", f.Fence)
	}
	if f.BeforeExit != "" {
		f.printf("%s", f.BeforeExit)
	}
	f.printf("RET")
	return frame
}

// loadArguments brings addresses and n into general registers.
func (f *Func) loadArguments() {
	for _, a := range f.args {
		if r, ok := f.pointers[a.name]; ok {
			f.printf(f.Arg, f.fp(a.name), r)
		}
	}
	f.printf(f.Arg, f.fp("n"), f.Count)
	f.printf("%s", f.ZeroIndex)
}

// each treats the pairs in order, a few vectors in every turn, then one by one.
func (f *Func) each(p *arithmetic.Program) {
	turn := cat.Rows * f.width()
	f.printf(f.FirstTurn, turn)
	f.beginLoop()
	for row := 0; row < cat.Rows; row += f.abreast {
		f.step(p, f.abreastFrom(row, f.width(), 0)...)
	}
	f.Advance(f, turn)
	f.printf("%s", f.NextTurn)

	f.rest(turn, "done")
	f.printf("%s", f.PartStart)
	f.label("part")
	f.partStep(p, 0)
	f.Advance(f, f.width())
	f.printf(f.PartNext, f.width(), "part")
	f.label("done")
}

// sum treats the pairs in chunks of rows. A group is the lanes of a row that fit a
// vector: the same group of all rows is added up, then added to the group's lanes.
func (f *Func) sum(p *arithmetic.Program) {
	l := newLanes(f)
	l.zero()
	if f.Kernel.Counts() {
		f.zeroCounts()
	}
	f.printf(f.FirstTurn, cat.Chunk)
	f.beginLoop()
	if l.inMemory {
		f.groups(l, "loop", func() { l.add(0, f.rows(p, 0)) })
	} else {
		for group := range l.groups() {
			l.add(group, f.rows(p, group*f.width()))
		}
		f.Advance(f, cat.Chunk)
	}
	f.printf("%s", f.NextTurn)

	f.rest(cat.Chunk, "fold")
	if l.inMemory {
		f.label("part")
		f.printf("%s", f.PartStart)
		f.groups(l, "part", func() { l.add(0, f.restRows(p, l, 0)) })
	} else {
		for group := range l.groups() {
			f.printf("%s", f.PartStart)
			if group > 0 {
				f.printf(f.PartSkip, group*f.width(), "fold")
			}
			l.add(group, f.restRows(p, l, group))
		}
	}
	f.label("fold")
	l.fold()
	if f.Kernel.Counts() {
		f.foldCounts()
	}
}

// beginLoop begins the loop where the CPU fetches instructions best.
func (f *Func) beginLoop() {
	if f.Align != "" {
		f.printf("%s", f.Align)
	}
	f.label("loop")
}

// groups goes through the groups of a chunk whose lanes are in memory, one a turn.
func (f *Func) groups(l *lanes, label string, body func()) {
	body()
	if f.inRest {
		f.label("next")
		f.printf(f.RestLess, f.width())
	}
	f.Advance(f, f.width())
	f.printf(f.MoveLanes, f.pointers["acc"], 8*f.width())
	f.printf(f.NextGroup, cat.Lanes-1, label)
	f.Advance(f, cat.Chunk-cat.Lanes)
	f.printf(f.MoveLanes, f.pointers["acc"], -8*cat.Lanes)
}

// rows returns (row 0 + row 1) + (row 2 + row 3) of the terms of a group.
func (f *Func) rows(p *arithmetic.Program, offset int) Reg {
	var terms []Reg
	for row := 0; row < cat.Rows; row += f.abreast {
		done := len(terms) / 2
		terms = append(terms, f.step(p, f.abreastFrom(row, cat.Lanes, offset)...)...)
		for i := done; i < len(terms)/2; i++ {
			f.addTerms(terms[2*i], terms[2*i+1], [...]string{"a = row 0 + row 1", "b = row 2 + row 3"}[i])
		}
	}
	f.addTerms(terms[0], terms[2], "a + b")
	return terms[0]
}

// abreastFrom is the offsets of the vectors that are computed abreast, from a row on.
func (f *Func) abreastFrom(row, pairs, offset int) []int {
	var list []int
	for i := range f.abreast {
		list = append(list, (row+i)*pairs+offset)
	}
	return list
}

// addTerms adds y, which it frees, to x.
func (f *Func) addTerms(x, y Reg, comment string) {
	f.Arith(f, f.precision(), "ADD", x, y, x)
	f.comment(comment)
	f.Free(y)
}

// step translates the program for the vectors of pairs at some offsets. It returns
// the registers of the terms to be added up, if the kernel sums.
func (f *Func) step(p *arithmetic.Program, offsets ...int) []Reg {
	var ranges []string
	for _, offset := range offsets {
		ranges = append(ranges, fmt.Sprintf("%d to %d", offset, offset+f.width()-1))
	}
	text := "pairs " + strings.Join(ranges, ", ")
	if f.inRest {
		text += ", as far as there are"
	}
	f.heading(text)
	t := &translation{Func: f, program: p, offsets: offsets,
		regs: map[arithmetic.Value][]Reg{}, uses: map[arithmetic.Value]int{}, text: map[arithmetic.Value]string{},
		memory: map[arithmetic.Value]cat.Array{}, inMasks: map[arithmetic.Value]bool{}}
	for v, n := range p.Uses {
		t.uses[v] = n
	}
	t.block(p.Ops)
	return t.terms
}
