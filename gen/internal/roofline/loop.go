package roofline

import (
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/isa"
)

// A loop is a function that is being written. Its pairs are the bytes of the narrow stream or, if there is none,
// of a full stream.
type loop struct {
	*isa.Func
	shape
	turn int // the number of pairs per turn
	next int // the register for the next load
}

const (
	turnSteps = 8   // loads of a full stream per turn, so that a stream of an eighth has one; half or twice as many are no faster
	ahead     = 256 // bytes from a load to its prefetch, which may be beyond the end of the array, since it cannot fault
)

// step returns the number of bytes that a load or a store moves, in one register or two.
func step(s *isa.Set) int {
	if s.LoadTwo != nil {
		return 2 * s.Tier.VectorBytes
	}
	return s.Tier.VectorBytes
}

// write writes a function. Output i is a copy of input i, since the memory may have a shortcut for storing the
// same value over and over.
func write(s *isa.Set, shape shape) *loop {
	f := isa.NewFunc(s, shape.name()+s.Tier.Name, "Streams", cat.F32)
	f.From = "From"
	in, out := shape.columns()
	l := &loop{Func: f, shape: shape, turn: turnSteps * step(s) / in[0].Elem.Bytes}
	f.Point(append(in, out...), s.Pointers)
	f.Label("loop")
	for i, c := range in {
		first := l.next
		l.each(c, l.load)
		if i < len(out) {
			l.next = first
			l.each(out[i], l.store)
		}
	}
	f.Advance(f, l.turn)
	f.Printf(f.Below, f.Index, f.Count, "loop")
	if shape.form != plain && len(out) > 0 {
		f.Printf("%s", f.Fence)
	}
	f.Begin(append(in, out...), "To", nil)
	f.Finish()
	return l
}

// each visits the places of a stream in a turn, each with a register.
func (l *loop) each(c *cat.Column, visit func(at isa.Mem, r isa.Reg)) {
	byteCount := step(l.Set)
	for offset := 0; offset < l.turn; offset += byteCount / c.Elem.Bytes {
		visit(isa.Mem{Base: l.Address(l.Func, c), Elem: c.Elem, Offset: offset}, isa.Reg(l.next))
		l.next = (l.next + byteCount/l.Tier.VectorBytes) % l.Vectors
	}
}

func (l *loop) load(at isa.Mem, r isa.Reg) {
	load := l.LoadWhole
	if l.LoadTwo != nil {
		load = l.LoadTwo
	}
	load(l.Func, l.At(at), r)
	if l.form == nta && at.Bytes()%cat.Line == 0 {
		at.Offset += ahead / at.Elem.Bytes
		l.Printf(l.Prefetch, l.At(at))
	}
}

func (l *loop) store(at isa.Mem, r isa.Reg) {
	store := l.StoreWhole
	switch {
	case l.form != plain:
		store = l.StoreAround
	case l.StoreTwo != nil:
		store = l.StoreTwo
	}
	store(l.Func, r, l.At(at))
}
