package assembly

import (
	"fmt"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/isa"
)

// lanes are the running sums of a kernel, as float64 vectors. They are in registers, or in the frame, from where
// they are loaded for every chunk.
type lanes struct {
	f            *kernel
	sums, errors []isa.Reg // a register per vector; there are no errors unless the element type is compensated
	zipped       bool      // vectors hold even and odd lanes
	inFrame      bool
	place        isa.Reg // the place in the frame: the sums, followed by the errors
}

func newLanes(f *kernel) *lanes {
	l := &lanes{f: f, zipped: f.Pairs, inFrame: f.way.lanes}
	l.sums = make([]isa.Reg, cat.Lanes/f.Tier.Width(cat.Float64))
	if f.DType.Compensated() {
		l.errors = make([]isa.Reg, len(l.sums))
	}
	return l
}

// each visits the vectors, each with its name.
func (l *lanes) each(visit func(r *isa.Reg, i int, name string)) {
	for i := range l.sums {
		visit(&l.sums[i], i, "lanes")
	}
	for i := range l.errors {
		visit(&l.errors[i], len(l.sums)+i, "compensations")
	}
}

// at returns the operand for a vector in the frame.
func (l *lanes) at(i int) string { return l.f.termAt(l.place, i) }

// zero sets all lanes to 0.
func (l *lanes) zero() {
	f := l.f
	if l.inFrame {
		l.place = f.Reserve((len(l.sums) + len(l.errors)) * f.Tier.VectorBytes)
		zero := f.zero("lanes = 0")
		l.each(func(_ *isa.Reg, i int, _ string) { f.StoreWhole(f.Func, zero, l.at(i)) })
		f.Free(zero)
		return
	}
	l.each(func(r *isa.Reg, _ int, name string) { *r = f.zero(name) })
}

// load loads lanes from the frame to registers, and store stores them back.
func (l *lanes) load() {
	if l.inFrame {
		l.each(func(r *isa.Reg, i int, name string) {
			*r = l.f.Temp()
			l.f.LoadWhole(l.f.Func, l.at(i), *r)
			l.f.Comment(name)
		})
	}
}

func (l *lanes) store() {
	if l.inFrame {
		l.each(func(r *isa.Reg, i int, _ string) {
			l.f.StoreWhole(l.f.Func, *r, l.at(i))
			l.f.Free(*r)
		})
	}
}

// add adds a[0] to a[15] of a chunk to the lanes. a has a vector for each group. It first computes a[l] + a[l+8],
// in the registers of a.
func (l *lanes) add(a []isa.Reg) {
	f := l.f
	half := max(1, len(a)/2)
	if l.zipped {
		l.load()
		for i := range a {
			t := f.Temp()
			f.Upper(f.Func, a[i], 4, t)
			f.Arith(f.Func, f.Precision(), "ADD", a[i], t, a[i])
			f.Comment("b = a[l] + a[l+8]")
			f.Free(t)
			l.addVector(i, len(a), a[i])
		}
		l.store()
		return
	}
	if len(a) == 1 {
		f.AddUpper(f.Func, a[0])
		f.Comment("b = a[l] + a[l+8]")
	}
	for i, upper := range a[half:] {
		f.Arith(f.Func, f.Precision(), "ADD", a[i], upper, a[i])
		f.Comment("b = a[l] + a[l+8]")
	}
	l.load()
	for i, b := range a[:half] {
		l.addVector(i, half, b)
	}
	l.store()
}

// addVector adds vector i of the n vectors of b to the lanes.
func (l *lanes) addVector(i, n int, b isa.Reg) {
	f := l.f
	if l.errors != nil {
		l.twoSum(i, b, "v = b")
		return
	}
	wide := len(l.sums) / n
	t := f.Temp()
	defer f.Free(t)
	for k := range wide {
		if k == 0 {
			f.Widen(f.Func, b, t)
		} else {
			f.WidenUpper(f.Func, b, t)
		}
		f.Arith(f.Func, cat.Float64, "ADD", l.sums[wide*i+k], t, l.sums[wide*i+k])
		f.Comment("lanes += b")
	}
}

// twoSum adds v to vector i of the sums, and adds what rounding leaves out to the errors: s = sum + v, b = s -
// sum, error += (sum - (s - b)) + (v - b). It overwrites v.
func (l *lanes) twoSum(i int, v isa.Reg, comment string) {
	f := l.f
	s, b := f.Temp(), f.Temp()
	arith := func(op string, x, y, dst isa.Reg, comment string) {
		f.Arith(f.Func, cat.Float64, op, x, y, dst)
		f.Comment(comment)
	}
	sum, err := l.sums[i], l.errors[i]
	arith("ADD", sum, v, s, "s = lanes + v, "+comment)
	arith("SUB", s, sum, b, "b = s - lanes")
	arith("SUB", v, b, v, "v - b")
	arith("SUB", s, b, b, "s - b")
	arith("SUB", sum, b, b, "lanes - (s - b)")
	arith("ADD", b, v, b, "error of s")
	arith("ADD", err, b, err, "compensations += error")
	f.Free(b)
	f.Move(f.Func, s, sum)
	f.Free(s)
}

// fold adds up the lanes in halves: l and l+4, then l and l+2, then l and l+1. It stores the sum in the results.
func (l *lanes) fold() {
	f := l.f
	l.load()
	t := f.Temp()
	defer f.Free(t)
	for lanes := cat.Lanes; lanes > 1; lanes /= 2 {
		if l.zipped && lanes > 2 {
			for i := range l.sums {
				f.Upper(f.Func, l.sums[i], lanes/2, t)
				f.Arith(f.Func, cat.Float64, "ADD", l.sums[i], t, l.sums[i])
				f.Comment(fmt.Sprintf("lane l += lane l+%d", lanes/2))
			}
		} else if half := len(l.sums) / 2; half > 0 {
			for i := range half {
				l.foldPair(i, lanes, func(regs []isa.Reg, _ isa.Reg) isa.Reg { return regs[half+i] })
			}
			l.sums = l.sums[:half]
			l.errors = l.errors[:min(half, len(l.errors))]
		} else {
			l.foldPair(0, lanes, func(regs []isa.Reg, dst isa.Reg) isa.Reg {
				f.Upper(f.Func, regs[0], lanes, dst)
				return dst
			})
		}
	}
	for i, regs := range [][]isa.Reg{l.sums, l.errors} {
		if len(regs) > 0 {
			f.Printf(f.Result, regs[0], f.Field(f.Func, []string{cat.FieldSum, cat.FieldLeft}[i]))
		}
	}
}

// foldPair adds the upper half of the given number of lanes to the lower half, for vector i.
func (l *lanes) foldPair(i, lanes int, upper func(regs []isa.Reg, dst isa.Reg) isa.Reg) {
	f := l.f
	comment := fmt.Sprintf("lane l += lane l+%d", lanes/2)
	t := f.Temp()
	defer f.Free(t)
	v := upper(l.sums, t)
	if l.errors == nil {
		f.Arith(f.Func, cat.Float64, "ADD", l.sums[i], v, l.sums[i])
		f.Comment(comment)
		return
	}
	u := f.Temp() // taken before twoSum changes the errors
	defer f.Free(u)
	compensations := upper(l.errors, u)
	l.twoSum(i, v, comment)
	f.Arith(f.Func, cat.Float64, "ADD", l.errors[i], compensations, l.errors[i])
	f.Comment("and their compensations")
}
