package assembly

import (
	"fmt"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// emit writes the kernel: arguments, constants, one loop, exit.
func (f *Func) emit() (frame int) {
	frame = f.declare()
	p := arithmetic.Record(f.Kernel)
	width := f.Width(f.Kernel.DType.Compute)

	if f.Kernel.Sums() {
		f.sumLoop(p, width)
	} else {
		f.eachLoop(p, width)
	}
	body := f.lines

	f.lines = nil
	f.loadArguments()
	f.lines = append(append(f.lines, f.setup...), body...)
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

// eachLoop treats the pairs in order, a few vectors in every turn.
func (f *Func) eachLoop(p *arithmetic.Program, width int) {
	f.label("loop")
	for row := range cat.Rows {
		f.step(p, row*width)
	}
	f.Advance(f, cat.Rows*width)
	f.printf("%s", f.NextChunk)
}

// sumLoop treats the pairs in chunks of rows. A group is the lanes of a row that
// fit a vector; a turn takes the same group of all rows, adds them up and adds
// the result to the group's lanes. If a row is one vector, the lanes stay in
// registers; else the loop goes through the groups of a chunk, lanes in memory.
func (f *Func) sumLoop(p *arithmetic.Program, width int) {
	lanes := newLanes(f, width)
	oneGroup := width == cat.Lanes
	lanes.zero(oneGroup)
	f.label("loop")
	sum := f.rows(p)
	if !oneGroup {
		lanes.load()
	}
	lanes.add(sum)
	if oneGroup {
		f.Advance(f, cat.Chunk)
		f.printf("%s", f.NextChunk)
		lanes.store()
		return
	}
	lanes.store()
	f.Advance(f, width)
	f.printf(f.MoveLanes, f.pointers["acc"], 8*width)
	f.printf(f.NextGroup, cat.Lanes-1)
	f.Advance(f, cat.Chunk-cat.Lanes)
	f.printf(f.MoveLanes, f.pointers["acc"], -8*cat.Lanes)
	f.printf("%s", f.NextChunk)
}

// rows returns (row 0 + row 1) + (row 2 + row 3) of the terms of a group.
func (f *Func) rows(p *arithmetic.Program) Reg {
	add := func(x, y Reg, comment string) Reg {
		f.Arith(f, f.Kernel.DType.Compute, "ADD", x, y, x)
		f.comment(comment)
		f.Free(y)
		return x
	}
	term := func(row int) Reg { return f.step(p, row*cat.Lanes) }
	a := term(0)
	a = add(a, term(1), "a = row 0 + row 1")
	b := term(2)
	b = add(b, term(3), "b = row 2 + row 3")
	return add(a, b, "a + b")
}

// step translates the program for the vector of pairs at an offset. It returns
// the register of the terms to be added up, if the kernel sums.
func (f *Func) step(p *arithmetic.Program, offset int) Reg {
	f.heading(fmt.Sprintf("pairs %d to %d", offset, offset+f.Width(f.precision())-1))
	t := &translation{Func: f, program: p, offset: offset,
		regs: map[arithmetic.Value]Reg{}, uses: map[arithmetic.Value]int{}, text: map[arithmetic.Value]string{}}
	for v, n := range p.Uses {
		t.uses[v] = n
	}
	t.block(p.Ops)
	return t.terms
}
