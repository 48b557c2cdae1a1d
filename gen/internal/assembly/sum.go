package assembly

import (
	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/isa"
)

// A sum adds up terms in the order of catalogue's shape. A group is the part of a row that a vector holds.
//
// A turn of the loop is a whole chunk if a row is one vector, if it is two vectors and nothing is stored, or if
// it is four vectors that are stored in whole cache lines. A turn is one row if a row is four vectors or more and
// no cache line has to be whole, or if the kernel is compact. Otherwise, or if registers are short, a turn is two
// rows. What cannot be added to the lanes at once is kept: the sum of the previous rows and, if a turn is one row,
// the first row of two.
type sum struct {
	*kernel
	lanes *lanes
	rows  int       // the number of rows per turn
	kept  []isa.Reg // a of an incomplete chunk, with a register or a place in the frame for each group; nil if nothing is kept
	first isa.Reg   // the place in the frame of the first row of two, or 0 if there is none
	term  isa.Reg   // the place in the frame of the terms of the tail, or 0 if they stay in registers

	zipped bool // groups are even and odd lanes: see isa.Set.Paired
}

// sum writes a kernel that sums: a loop with turns of some rows, and a tail with a vector at a time.
func (f *kernel) sum() {
	s := &sum{kernel: f, lanes: newLanes(f), rows: 2, zipped: f.Pairs}
	switch {
	case f.groups() > 1 && f.program.Kernel.Compact:
		s.rows = 1
	case f.groups() > 1 && f.halved:
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

// groups returns the number of vectors of pairs in a row.
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
		place := s.term // the place of the tail's first row, which has been added to the second row when it is needed
		if s.rows < cat.Rows || place == 0 {
			place = s.Reserve(s.groups() * s.Tier.VectorBytes)
		}
		if s.rows < cat.Rows {
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

// terms adds up the terms of a turn for each group: h[0], h[0] + h[1], or (h[0] + h[1]) + (h[2] + h[3]). step
// returns the terms of vectors of pairs at given offsets. If something is stored, terms calls it in the order of
// memory. Otherwise it calls it group by group, so that the sums are soon in few registers.
func (s *sum) terms(step func(offsets ...int) []isa.Reg) []isa.Reg {
	block := s.groups()
	if !s.program.Stores() {
		block = min(block, s.lineVectors())
	}
	var order []int // of the vectors
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
				case s.rows == 2 && s.way.kept: // add decides whether the sum is kept again
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

// addTerms adds y to x and frees y.
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

// add adds the sums of a turn to the lanes or, if a turn is not a whole chunk, to the kept sums, which it adds to
// the lanes when the chunk is complete. It also moves on to the next turn.
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

// keepAgain stores the sums of a turn in the frame.
func (s *sum) keepAgain(turn []isa.Reg) {
	for g, r := range turn {
		s.StoreWhole(s.Func, r, s.Local(s.kept[g]))
		s.Comment("a")
	}
}

// pair adds up two rows. The first one waits in the frame for the second one.
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

// tail computes the terms of the pairs after the last whole turn. It stores them in the frame, and adds them up
// as if the turn was whole.
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
		f.Comment("one term per " + f.Row)
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
				f.Comment("even and odd terms")
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

// foldUnlessWhole writes the place to which calls without a tail jump. If their last chunk is complete, nothing
// is kept, and they jump on to the folding of the lanes.
func (s *sum) foldUnlessWhole() {
	s.Printf(s.Zero, s.Index)
	s.Printf(s.Step, 1, s.Index)
	s.Comment("there is a tail")
	s.Label("fold")
	s.Printf(s.NoChunk, cat.Chunk-1, "folded")
}

// rowsOfTail adds up the parts of a tail if a part is a row. It adds up two rows, for which the first one waits
// for the second one, and then adds these to the sum so far. It does not use the frame, since the frame does not
// begin at a cache line, and each store and load would cross cache lines.
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
		f.Comment("row 0 + row 1, or row 2 + row 3")
		f.Arith(f.Func, f.Precision(), "ADD", a, h, a)
		f.Comment("a += the two rows")
		f.Constants["zero"](f.Func, waiting)
		f.Comment("no row")
		f.Label("counted")
		f.Free(h)
	})
	s.addTerms(a, waiting, "a += a row without a second one")
	s.lanes.add([]isa.Reg{a})
	f.Free(a)
}

// termAt returns the operand for a vector of terms in the frame.
func (f *kernel) termAt(terms isa.Reg, vector int) string {
	return f.Local(terms + isa.Reg(vector*f.Tier.VectorBytes))
}

// together returns the two counts of TallySigns if the instruction set keeps them in one register, and otherwise
// nil.
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

// foldCounts adds up the lanes of each count and stores the count in the results.
func (f *kernel) foldCounts() {
	if below, above := f.together(); above != nil {
		f.counts[above] = f.Temp()
		f.Halves(f.Func, f.counts[below], f.counts[above])
		f.Comment(below.Name + " and " + above.Name)
	}
	for _, c := range f.program.Counts {
		f.Fold(f.counts[c], f.Precision().Bytes(), func(x, y, dst isa.Reg) { f.Integer(f.Func, "ADD", x, y, dst) })
		f.Printf(f.CountResult, f.counts[c], f.Field(f.Func, c.Field))
		f.Comment(c.Name + " " + f.Row + "s")
	}
}
