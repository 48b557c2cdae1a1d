package assembly

import (
	"fmt"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/isa"
)

// A sum is terms on their way into the lanes: see catalogue's shape. The lanes of a row are
// groups of as many as a vector has. A turn of the loop is a whole chunk where a row is one vector, or two and
// nothing is stored, or four that are stored in whole lines of the caches; one row where a row is four vectors or
// more and no line has to be whole; else two rows. What does not go into the lanes at once is kept: the
// sums of the rows before, and of turns that are one row, the first row of two.
type sum struct {
	*kernel
	lanes *lanes
	rows  int       // of a turn
	kept  []isa.Reg // a of a chunk that is not whole yet, a vector a group, in registers or in the frame; nil if nothing is
	first isa.Reg   // the first row of two, in the frame; 0 if there is none yet
	term  isa.Reg   // terms of the tail, in the frame; 0 if they stay in registers

	zipped bool // groups are even and odd lanes: see isa.Set.Paired
}

// sum treats the pairs in turns of some rows, and the rest of them a vector at a time.
func (f *kernel) sum() {
	s := &sum{kernel: f, lanes: newLanes(f), rows: 2, zipped: f.Pairs}
	switch {
	case f.groups() == 1 || f.program.Counts == nil && (f.groups() == 2 && !f.program.Stores() || f.groups() == 4 && f.streams()):
		s.rows = cat.Rows
	case f.groups() >= 4 && !f.Tier.Streams:
		s.rows = 1
	}
	f.turn = s.rows * cat.Row
	if s.rows < cat.Rows || f.groups() > 1 {
		s.term = f.Reserve(f.turn / f.Width() * f.Tier.VectorBytes)
	}
	s.lanes.zero()
	f.beginCounts()
	if s.rows < cat.Rows || s.way.kept {
		s.keep()
	}
	if s.rows == 1 {
		s.first = f.Reserve(f.groups() * f.Tier.VectorBytes)
		s.clear(s.first, f.groups(), "no row")
		s.clear(s.term, f.groups(), "terms = 0")
	}

	f.beginLoop()
	s.add(s.terms(f.step))
	f.Printf("%s", f.NextTurn)

	s.tail()
	s.lanes.fold()
	f.foldCounts()
}

// clear sets places in the frame to 0.
func (s *sum) clear(place isa.Reg, vectors int, comment string) {
	zero := s.zero(comment)
	for v := range vectors {
		s.StoreWhole(s.Func, zero, s.termAt(place, v))
	}
	s.Free(zero)
}

// groups is the number of vectors of pairs in a row.
func (f *kernel) groups() int { return cat.Row / f.Width() }

// zero takes a register and sets it to 0.
func (f *kernel) zero(comment string) isa.Reg {
	r := f.Temp()
	f.Constants["zero"](f.Func, r)
	f.Comment(comment)
	return r
}

// keep makes room for the sums of an incomplete chunk, and sets them to 0.
func (s *sum) keep() {
	if s.way.kept {
		place := s.term // that of the first row of the tail, which is added to the second one before
		if s.rows < cat.Rows {
			place = s.Reserve(s.groups() * s.Tier.VectorBytes)
			s.clear(place, s.groups(), "a = 0")
		}
		for g := range s.groups() {
			s.kept = append(s.kept, place+isa.Reg(g*s.Tier.VectorBytes))
		}
		return
	}
	for range s.groups() {
		s.kept = append(s.kept, s.zero("a"))
	}
}

// terms adds up the terms of a turn: for each group h[0], or h[0] + h[1], or that plus h[2] +
// h[3]. Terms come from step, for vectors of pairs at some offsets, in the order of memory if something is
// stored; if not, group by group, so that sums are soon in few registers.
func (s *sum) terms(step func(offsets ...int) []isa.Reg) []isa.Reg {
	block := s.groups()
	if !s.program.Stores() {
		block = min(block, s.lineVectors())
	}
	var order []int // vectors
	for first := 0; first < s.groups(); first += block {
		for row := range s.rows {
			for g := first; g < first+block; g++ {
				order = append(order, row*s.groups()+g)
			}
		}
	}
	a, b := make([]isa.Reg, s.groups()), make([]isa.Reg, s.groups())
	for ; len(order) > 0; order = order[min(s.abreast, len(order)):] {
		var offsets []int
		for _, v := range order[:min(s.abreast, len(order))] {
			offsets = append(offsets, v*s.Width())
		}
		terms := step(offsets...)
		for i, v := range order[:len(terms)] {
			g := v % s.groups()
			switch v / s.groups() {
			case 0:
				a[g] = terms[i]
			case 1:
				s.addTerms(a[g], terms[i], "row 0 + row 1")
				switch {
				case s.rows == 2 && s.way.kept: // whether it is kept again depends
					s.AddLocal(a[g], s.kept[g])
					s.Comment("a += the two rows")
				case s.rows == 2:
					s.addKept(g, a[g])
				case s.way.kept:
					s.StoreWhole(s.Func, a[g], s.Local(s.kept[g]))
					s.Free(a[g])
				}
			case 2:
				b[g] = terms[i]
			case 3:
				s.addTerms(b[g], terms[i], "row 2 + row 3")
				if s.way.kept {
					s.AddLocal(b[g], s.kept[g])
					s.Comment("a = the four rows")
					a[g] = b[g]
				} else {
					s.addTerms(a[g], b[g], "a = the four rows")
				}
			}
		}
	}
	return a
}

// addTerms adds y, which it frees, to x.
func (f *kernel) addTerms(x, y isa.Reg, comment string) {
	f.Arith(f.Func, f.Precision(), "ADD", x, y, x)
	f.Comment(comment)
	f.Free(y)
}

// addKept adds the sum of two rows to the kept sum of a group, and frees its register.
func (s *sum) addKept(g int, rows isa.Reg) {
	if a := s.kept[g]; a.IsLocal() {
		s.AddLocal(rows, a)
		s.Comment("a += the two rows")
		s.StoreWhole(s.Func, rows, s.Local(a))
		s.Free(rows)
		return
	}
	s.addTerms(s.kept[g], rows, "a += the two rows")
}

// add brings a turn's sums to the lanes, or what was kept once the chunk is whole. Between, it
// moves on.
func (s *sum) add(turn []isa.Reg) {
	if s.rows == cat.Rows {
		s.lanes.add(turn)
		for _, r := range turn {
			s.Free(r)
		}
		s.Advance(s.Func, s.turn)
		return
	}
	s.Advance(s.Func, s.turn)
	if s.rows == 1 {
		s.pair(turn)
	}
	if s.rows == 2 && s.way.kept {
		s.Printf(s.InChunk, inChunk["keep"], "keep")
		s.Behind(func() {
			s.Label("keep")
			s.keepAgain(turn)
			s.Printf(s.Jump, "next")
		})
		s.lanes.add(turn)
		for _, r := range turn {
			s.Free(r)
		}
	} else {
		s.Printf(s.InChunk, inChunk["next"], "next")
		s.flush()
	}
	if s.way.kept {
		s.clear(s.kept[0], s.groups(), "a = 0")
	} else {
		for _, a := range s.kept {
			s.Constants["zero"](s.Func, a)
			s.Comment("a")
		}
	}
	s.Label("next")
}

// keepAgain brings a turn's sums to the frame.
func (s *sum) keepAgain(turn []isa.Reg) {
	for g, r := range turn {
		s.StoreWhole(s.Func, r, s.Local(s.kept[g]))
		s.Comment("a")
	}
}

// pair adds two rows up: the first one waits in the frame for the second.
func (s *sum) pair(row []isa.Reg) {
	s.Printf(s.InChunk, inChunk["first"], "first")
	s.Behind(func() {
		s.Label("first")
		for g, r := range row {
			s.StoreWhole(s.Func, r, s.termAt(s.first, g))
		}
		s.Printf(s.Jump, "next")
	})
	for g, r := range row {
		s.AddLocal(r, s.first+isa.Reg(g*s.Tier.VectorBytes))
		s.Comment("row 0 + row 1")
		s.addKept(g, r)
	}
	s.clear(s.first, s.groups(), "no row")
}

// flush adds the kept sums to the lanes.
func (s *sum) flush() {
	if !s.way.kept {
		s.lanes.add(s.kept)
		return
	}
	var a []isa.Reg
	for _, place := range s.kept {
		r := s.Temp()
		s.LoadWhole(s.Func, s.Local(place), r)
		a = append(a, r)
	}
	s.lanes.add(a)
	for _, r := range a {
		s.Free(r)
	}
}

// tail computes the terms of the pairs that make no whole turn, in the frame, and adds them up
// as if the turn were whole.
func (s *sum) tail() {
	f := s.kernel
	f.InTail, f.Pairs = true, false
	f.Label("tail")
	f.Printf(f.Left, f.turn, "fold")
	if s.term == 0 {
		s.rowsOfTail()
		f.Label("fold")
		return
	}
	if s.rows > 1 {
		s.clear(s.term, f.turn/f.Width(), "terms = 0")
	}
	f.parts(func() {
		h := f.partStep()
		f.StoreTerms(f.Func, h, s.term, f.turn)
		f.Comment("a term a pair")
		f.Free(h)
	})

	if s.rows == 1 {
		s.foldUnlessWhole()
	}
	f.Heading("the terms of the tail")
	turn := s.terms(func(offsets ...int) []isa.Reg {
		var terms []isa.Reg
		for _, offset := range offsets {
			r := f.Temp()
			f.LoadWhole(f.Func, f.termAt(s.term, offset/f.Width()), r)
			if terms = append(terms, r); s.zipped && len(terms)%2 == 0 {
				f.Unzip(f.Func, terms[len(terms)-2], r)
				f.Comment("even and odd ones")
			}
		}
		return terms
	})
	switch s.rows {
	case 1:
		for g, r := range turn {
			s.AddLocal(r, s.first+isa.Reg(g*s.Tier.VectorBytes))
			s.Comment("row 0 + row 1")
			s.addKept(g, r)
		}
	case 2:
		if s.way.kept {
			s.keepAgain(turn)
			for _, r := range turn {
				f.Free(r)
			}
		}
		s.foldUnlessWhole()
	default:
		s.lanes.add(turn)
		for _, r := range turn {
			s.Free(r)
		}
		f.Label("fold")
		return
	}
	s.flush()
	f.Label("folded")
}

// foldUnlessWhole begins the fold, also for calls without a tail. If their last chunk is whole, no sums are
// kept.
func (s *sum) foldUnlessWhole() {
	s.Printf(s.Zero, s.Index)
	s.Printf(s.Step, 1, s.Index)
	s.Comment("a tail")
	s.Label("fold")
	s.Printf(s.NoChunk, cat.Chunk-1, "folded")
}

// rowsOfTail adds up the parts of a tail where a part is a row: rows by twos, as a first one waits for a second one, and then
// these. In the frame, terms would be stored and loaded again over lines of the cache that it does not begin at.
func (s *sum) rowsOfTail() {
	f := s.kernel
	a, waiting := s.zero("a"), s.zero("no row")
	f.parts(func() {
		h := f.partStep()
		f.Printf(f.InChunk, f.Width(), "second")
		f.Move(f.Func, h, waiting)
		f.Comment("row 0 or 2")
		f.Printf(f.Jump, "counted")
		f.Label("second")
		f.Arith(f.Func, f.Precision(), "ADD", waiting, h, h)
		f.Comment("and row 1 or 3")
		f.Arith(f.Func, f.Precision(), "ADD", a, h, a)
		f.Comment("a += the two rows")
		f.Constants["zero"](f.Func, waiting)
		f.Comment("no row")
		f.Label("counted")
		f.Free(h)
	})
	s.addTerms(a, waiting, "a += the row without a second one")
	s.lanes.add([]isa.Reg{a})
	f.Free(a)
}

// termAt is the place of a vector of terms.
func (f *kernel) termAt(terms isa.Reg, vector int) string {
	return f.Local(terms + isa.Reg(vector*f.Tier.VectorBytes))
}

// together is the counts of TallySigns, which some instruction sets keep together.
func (f *kernel) together() (below, above *cat.Count) {
	for _, op := range f.program.Ops {
		if op.Kind == arithmetic.TallySigns && f.Halves != nil {
			return op.Counts[0], op.Counts[1]
		}
	}
	return nil, nil
}

// beginCounts makes room for counts.
func (f *kernel) beginCounts() {
	below, above := f.together()
	for _, c := range f.program.Counts {
		switch {
		case c == above:
			f.counts[c] = f.counts[below]
		case c == below:
			f.counts[c] = f.zero(below.Name + " and " + above.Name)
		default:
			f.counts[c] = f.zero(c.Name)
		}
	}
}

// foldCounts adds counts up and returns them.
func (f *kernel) foldCounts() {
	if below, above := f.together(); above != nil {
		f.counts[above] = f.Temp()
		f.Halves(f.Func, f.counts[below], f.counts[above])
		f.Comment(below.Name + " and " + above.Name)
	}
	for _, c := range f.program.Counts {
		f.Fold(f.counts[c], f.Precision().Bytes(), func(x, y, dst isa.Reg) { f.Integer(f.Func, "ADD", x, y, dst) })
		f.Printf(f.CountResult, f.counts[c], f.Field(f.Func, c.Field))
		f.Comment(fmt.Sprintf("%s pairs", c.Name))
	}
}
