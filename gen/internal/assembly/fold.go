package assembly

import (
	"fmt"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// fold adds the lanes up in halves and returns the sum: l with l+8, then l+4, l+2, l+1.
func (l *lanes) fold() {
	f := l.f
	if l.inMemory {
		l.sums = make([]Reg, cat.Lanes/f.Tier.Width(cat.Float64))
		if l.errors != nil {
			l.errors = make([]Reg, len(l.sums))
		}
		l.load()
	}
	for lanes := cat.Lanes; lanes > 1; lanes /= 2 {
		if half := len(l.sums) / 2; half > 0 {
			for i := range half {
				l.foldPair(i, lanes, func(regs []Reg, _ Reg) Reg { return regs[half+i] })
			}
			l.sums = l.sums[:half]
			l.errors = l.errors[:min(half, len(l.errors))]
		} else {
			l.foldPair(0, lanes, func(regs []Reg, dst Reg) Reg {
				f.Upper(f, regs[0], lanes, dst)
				return dst
			})
		}
	}
	for i, regs := range [][]Reg{l.sums, l.errors} {
		if len(regs) > 0 {
			f.printf(f.Result, regs[0], f.fp(f.Kernel.Results()[i]))
		}
	}
}

// foldPair adds the upper half of so many lanes to the lower one, for the i-th vector.
func (l *lanes) foldPair(i, lanes int, upper func(regs []Reg, dst Reg) Reg) {
	f := l.f
	comment := fmt.Sprintf("lane l += lane l+%d", lanes/2)
	t := f.Temp()
	defer f.Free(t)
	v := upper(l.sums, t)
	if l.errors == nil {
		f.Arith(f, cat.Float64, "ADD", l.sums[i], v, l.sums[i])
		f.comment(comment)
		return
	}
	u := f.Temp() // before twoSum changes them, too
	defer f.Free(u)
	compensations := upper(l.errors, u)
	l.twoSum(i, v, comment)
	f.Arith(f, cat.Float64, "ADD", l.errors[i], compensations, l.errors[i])
	f.comment("and their compensations")
}
