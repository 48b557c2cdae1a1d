package assembly

import cat "github.com/marginrank/marginrank/gen/internal/catalogue"

// lanes are the accumulators of one group of a row, as float64 vectors.
// The compensations of float64 elements lie behind all the sums.
type lanes struct {
	f            *Func
	sums, errors []Reg // a vector each; no errors unless compensated
}

func newLanes(f *Func, width int) *lanes {
	l := &lanes{f: f, sums: make([]Reg, width/f.Width(cat.Float64))}
	if f.Kernel.DType.Compensated() {
		l.errors = make([]Reg, len(l.sums))
	}
	return l
}

const compensations = 8 * cat.Lanes // offset in bytes

// zero sets all lanes to 0 where add will find those of the group: in registers,
// which it takes, or in memory.
func (l *lanes) zero(inRegisters bool) {
	f := l.f
	if inRegisters {
		for i := range l.sums {
			l.sums[i] = f.Temp()
			f.Constants["zero"](f, l.sums[i])
			f.comment("lanes")
		}
		return
	}
	bytes := 8 * cat.Lanes
	if l.errors != nil {
		bytes += compensations
	}
	for at := 0; at < bytes; at += f.VectorBytes {
		f.StoreLanes(f, f.Constant("zero"), f.pointers["acc"], at)
		f.comment("lanes = 0")
	}
}

func (l *lanes) load() {
	each := func(regs []Reg, offset int, comment string) {
		for i := range regs {
			regs[i] = l.f.Temp()
			l.f.LoadLanes(l.f, l.f.pointers["acc"], offset+i*l.f.VectorBytes, regs[i])
			l.f.comment(comment)
		}
	}
	each(l.sums, 0, "lanes")
	each(l.errors, compensations, "compensations")
}

func (l *lanes) store() {
	each := func(regs []Reg, offset int) {
		for i, r := range regs {
			l.f.StoreLanes(l.f, r, l.f.pointers["acc"], offset+i*l.f.VectorBytes)
			l.f.Free(r)
		}
	}
	each(l.sums, 0)
	each(l.errors, compensations)
}

// add adds the values of v, which it frees, to the lanes.
func (l *lanes) add(v Reg) {
	f := l.f
	if l.errors != nil {
		l.twoSum(v)
		f.Free(v)
		return
	}
	lower, upper := f.Temp(), f.Temp()
	f.Halves(f, v, lower, upper)
	f.Free(v)
	for i, half := range []Reg{lower, upper} {
		f.Arith(f, cat.Float64, "ADD", l.sums[i], half, l.sums[i])
		f.comment("lanes += a + b")
		f.Free(half)
	}
}

// twoSum adds v to the sums, and what rounding leaves out of that to the errors:
// s = sum + v, b = s - sum, error += (sum - (s - b)) + (v - b).
func (l *lanes) twoSum(v Reg) {
	f := l.f
	s, b := f.Temp(), f.Temp()
	arith := func(op string, x, y, dst Reg, comment string) {
		f.Arith(f, cat.Float64, op, x, y, dst)
		f.comment(comment)
	}
	sum, err := l.sums[0], l.errors[0]
	arith("ADD", sum, v, s, "s = lanes + v, v = a + b")
	arith("SUB", s, sum, b, "b = s - lanes")
	arith("SUB", v, b, v, "v - b")
	arith("SUB", s, b, b, "s - b")
	arith("SUB", sum, b, b, "lanes - (s - b)")
	arith("ADD", b, v, b, "error of s")
	arith("ADD", err, b, err, "compensations += error")
	f.Free(b)
	f.Free(sum)
	l.sums[0] = s
}
