package assembly

import (
	"fmt"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/isa"
)

// A sum is terms on their way into the lanes: see catalogue's shape. The lanes of a row are
// groups of as many as a vector has. Two rows are added up first, group by group; where a
// turn of the loop has two rows only, the sums of the others are kept until the chunk is
// whole.
type sum struct {
	*kernel
	lanes   *lanes
	kept    []isa.Reg // a of a chunk that is not whole yet, a vector a group, in registers or in the frame; nil if a turn is a chunk
	term    isa.Reg   // terms of the tail, in the frame
	vectors int       // of a turn
}

// sum treats the pairs in turns of some rows, and the rest of them a vector at a time.
func (f *kernel) sum() {
	s := &sum{kernel: f, lanes: newLanes(f)}
	rows := 2
	if f.groups() == 1 {
		rows = cat.Rows
	}
	f.turn = rows * cat.Row
	s.vectors = f.turn / f.Width()
	s.term = f.Reserve(s.vectors * f.Tier.VectorBytes)
	s.lanes.zero()
	for _, c := range f.program.Counts {
		f.counts[c] = f.zero(c.Name)
	}
	if f.turn < cat.Chunk {
		s.keep()
	}

	f.beginLoop()
	s.add(s.rows(f.step))
	f.Printf("%s", f.NextTurn)

	s.tail()
	f.Label("fold")
	if s.kept != nil {
		s.flush()
	}
	s.lanes.fold()
	f.foldCounts()
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

// keep makes room for what is kept, and sets it to 0.
func (s *sum) keep() {
	if s.way.sums {
		zero := s.zero("a = 0")
		for range s.groups() {
			s.kept = append(s.kept, s.Reserve(s.Tier.VectorBytes))
			s.StoreWhole(s.Func, zero, s.Local(s.kept[len(s.kept)-1]))
		}
		s.Free(zero)
		return
	}
	for range s.groups() {
		s.kept = append(s.kept, s.zero("a"))
	}
}

// rows adds up the terms of a turn: for each group h[0] + h[1], to which it adds what is kept of
// that group, or h[2] + h[3]. It returns these sums if they are not kept. Terms come from step,
// for vectors of pairs at some offsets. As many vectors as fill a line of the caches follow each
// other.
func (s *sum) rows(step func(offsets ...int) []isa.Reg) []isa.Reg {
	block := min(s.groups(), s.lineVectors())
	var order []int // vectors
	for first := 0; first < s.groups(); first += block {
		for row := range s.vectors / s.groups() {
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
				if s.kept != nil {
					s.addKept(g, a[g])
				}
			case 2:
				b[g] = terms[i]
			case 3:
				s.addTerms(b[g], terms[i], "row 2 + row 3")
				s.addTerms(a[g], b[g], "a = the four rows")
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

// addKept adds two rows, which it frees, to what is kept of a group.
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
	if s.kept == nil {
		s.lanes.add(turn)
		for _, r := range turn {
			s.Free(r)
		}
		s.Advance(s.Func, s.turn)
		return
	}
	s.Advance(s.Func, s.turn)
	s.Printf(s.InChunk, cat.Chunk-1, "next")
	s.flush()
	for _, a := range s.kept {
		if a.IsLocal() {
			continue
		}
		s.Constants["zero"](s.Func, a)
		s.Comment("a")
	}
	s.Label("next")
}

// flush brings what is kept to the lanes; in the frame it is 0 then.
func (s *sum) flush() {
	if !s.kept[0].IsLocal() {
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
	if s.InTail {
		return
	}
	zero := s.zero("a = 0")
	for _, place := range s.kept {
		s.StoreWhole(s.Func, zero, s.Local(place))
	}
	s.Free(zero)
}

// tail computes the terms of the pairs that make no whole turn, in the frame, and adds them up
// as if the turn were whole.
func (s *sum) tail() {
	f := s.kernel
	f.InTail = true
	f.Label("tail")
	f.Printf(f.Left, f.turn, "fold")
	zero := f.zero("terms = 0")
	for v := range s.vectors {
		f.StoreWhole(f.Func, zero, f.termAt(s.term, v))
	}
	f.Free(zero)
	f.Label("part")
	h := f.partStep()
	f.StoreTerms(f.Func, h, s.term, f.turn)
	f.Comment("a term a pair")
	f.Free(h)
	f.Advance(f.Func, f.Width())
	f.Printf(f.NextPart, f.Width())

	f.Heading("the terms of the tail")
	turn := s.rows(func(offsets ...int) []isa.Reg {
		var terms []isa.Reg
		for _, offset := range offsets {
			r := f.Temp()
			f.LoadWhole(f.Func, f.termAt(s.term, offset/f.Width()), r)
			terms = append(terms, r)
		}
		return terms
	})
	if s.kept == nil {
		s.lanes.add(turn)
		for _, r := range turn {
			f.Free(r)
		}
	}
}

// termAt is the place of a vector of terms.
func (f *kernel) termAt(terms isa.Reg, vector int) string {
	return f.Local(terms + isa.Reg(vector*f.Tier.VectorBytes))
}

// foldCounts adds counts up and returns them.
func (f *kernel) foldCounts() {
	for _, c := range f.program.Counts {
		counts, t := f.counts[c], f.Temp()
		for lanes := f.Tier.VectorBytes / 8; lanes > 1; lanes /= 2 {
			f.Upper(f.Func, counts, lanes, t)
			f.AddCounts(f.Func, counts, t)
		}
		if f.Precision() == cat.Float32 {
			f.OddCounts(f.Func, counts, t)
			f.AddCounts(f.Func, counts, t)
		}
		f.Printf(f.CountResult, counts, f.Field(f.Func, c.Field))
		f.Comment(fmt.Sprintf("%s pairs", c.Name))
		f.Free(t)
	}
}
