package assembly

import cat "github.com/marginrank/marginrank/gen/internal/catalogue"

// lanes are the accumulators of a sum, as float64 vectors: in registers, all of them,
// or in memory, from where a group is fetched at a time. The compensations of float64
// elements lie behind all the sums.
type lanes struct {
	f            *Func
	inMemory     bool
	sums, errors []Reg // a vector each; no errors unless compensated
}

func newLanes(f *Func) *lanes {
	l := &lanes{f: f, inMemory: f.Tier.LanesInMemory(f.Kernel)}
	count := cat.Lanes
	if l.inMemory {
		count = f.width()
	}
	l.sums = make([]Reg, count/f.Tier.Width(cat.Float64))
	if f.Kernel.DType.Compensated() {
		l.errors = make([]Reg, len(l.sums))
	}
	return l
}

// groups is the number of vectors of pairs in a row.
func (l *lanes) groups() int { return cat.Lanes / l.f.width() }

const compensations = 8 * cat.Lanes // offset in bytes

// zero sets all lanes to 0.
func (l *lanes) zero() {
	f := l.f
	if !l.inMemory {
		for _, regs := range [][]Reg{l.sums, l.errors} {
			for i := range regs {
				regs[i] = f.Temp()
				f.Constants["zero"](f, regs[i])
				f.comment("lanes")
			}
		}
		return
	}
	bytes := 8 * cat.Lanes
	if l.errors != nil {
		bytes += compensations
	}
	for at := 0; at < bytes; at += f.Tier.VectorBytes {
		f.StoreLanes(f, f.Constant("zero"), f.pointers["acc"], at)
		f.comment("lanes = 0")
	}
}

// load fetches the lanes of a group from memory, or of all groups.
func (l *lanes) load() {
	each := func(regs []Reg, offset int, comment string) {
		for i := range regs {
			regs[i] = l.f.Temp()
			l.f.LoadLanes(l.f, l.f.pointers["acc"], offset+i*l.f.Tier.VectorBytes, regs[i])
			l.f.comment(comment)
		}
	}
	each(l.sums, 0, "lanes")
	each(l.errors, compensations, "compensations")
}

func (l *lanes) store() {
	each := func(regs []Reg, offset int) {
		for i, r := range regs {
			l.f.StoreLanes(l.f, r, l.f.pointers["acc"], offset+i*l.f.Tier.VectorBytes)
			l.f.Free(r)
		}
	}
	each(l.sums, 0)
	each(l.errors, compensations)
}

// add adds the values of v, which it frees, to the lanes of a group; in memory, of the
// group that the address of the lanes is at.
func (l *lanes) add(group int, v Reg) {
	f := l.f
	if l.inMemory {
		l.load()
		defer l.store()
	}
	first := group * f.width() / f.Tier.Width(cat.Float64)
	if l.errors != nil {
		l.twoSum(first, v, "v = a + b")
		f.Free(v)
		return
	}
	lower, upper := f.Temp(), f.Temp()
	f.Halves(f, v, lower, upper)
	f.Free(v)
	for i, half := range []Reg{lower, upper} {
		f.Arith(f, cat.Float64, "ADD", l.sums[first+i], half, l.sums[first+i])
		f.comment("lanes += a + b")
		f.Free(half)
	}
}

// twoSum adds v to the i-th vector of sums, and what rounding leaves out of that to
// its errors: s = sum + v, b = s - sum, error += (sum - (s - b)) + (v - b). It
// overwrites v.
func (l *lanes) twoSum(i int, v Reg, comment string) {
	f := l.f
	s, b := f.Temp(), f.Temp()
	arith := func(op string, x, y, dst Reg, comment string) {
		f.Arith(f, cat.Float64, op, x, y, dst)
		f.comment(comment)
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
	if l.inMemory {
		f.Free(sum)
		l.sums[i] = s
		return
	}
	f.Move(f, s, sum)
	f.Free(s)
}
