package assembly

import (
	"fmt"
	"strings"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// loadOr loads what all pairs have, then the array if that is there. A pair that is not
// there weighs nothing, and so is neither added up nor counted.
func (t *translation) loadOr(op arithmetic.Op) {
	scalar := t.describe(op)
	array := strings.Replace(scalar, op.Scalar.String(), op.Array.String(), 1)
	dst := make([]Reg, len(t.offsets))
	for i := range dst {
		dst[i] = t.Temp()
		t.fill(op.Scalar, dst[i])
		t.comment(scalar)
		if t.inRest && op.Array == cat.Weights {
			t.Keep(t.Func, dst[i])
			t.comment("+0 where there is no pair")
		}
	}
	m := t.mem(op.Array, 0)
	end := t.skip(m)
	for i, r := range dst {
		m.Offset = t.offsets[i]
		t.Load(t.Func, m, r)
		t.comment(array)
		if op.Array.PlusZero() {
			t.Arith(t.Func, t.precision(), "ADD", r, t.Constant("zero"), r)
			t.comment("-0 becomes +0")
		}
	}
	t.label(end)
	t.regs[op.Dst] = dst
}

// fill fills dst with a scalar argument: from a register, where there are many.
func (f *Func) fill(s cat.Scalar, dst Reg) {
	if f.Vectors > 16 {
		f.Move(f, f.Argument(s.String()), dst)
	} else {
		f.Broadcast(f, f.fp(s.String()), dst)
	}
}

// skip jumps to the label that it returns if an array is absent.
func (t *translation) skip(m Mem) (end string) {
	end = fmt.Sprintf("skip_%v_%d", m.Array, m.Offset)
	if t.inRest {
		end = "rest_" + end
	}
	t.printf(t.SkipIfNil, m.Ptr, end)
	return end
}

// address is the general register that holds an array's address. Arrays that have
// none share one, and come there when they are needed.
func (f *Func) address(a cat.Array) string {
	if r, ok := f.pointers[a.String()]; ok {
		return r
	}
	f.printf(f.Arg, f.fp(a.String()), f.Late)
	return f.Late
}

// The counts are integers of 16 bits in one vector: of each two the lower counts active
// pairs, the upper those in the wrong order.

// zeroCounts takes a register for the counts.
func (f *Func) zeroCounts() {
	f.counts = f.Temp()
	f.Constants["zero"](f, f.counts)
	f.comment("counts")
}

// foldCounts adds the counts up and returns them.
func (f *Func) foldCounts() {
	t := f.Temp()
	defer f.Free(t)
	for lanes := f.Tier.VectorBytes / 8; lanes > 1; lanes /= 2 {
		f.Upper(f, f.counts, lanes, t)
		f.AddCounts(f, f.counts, t)
	}
	if f.precision().Bytes() == 4 {
		f.OddCounts(f, f.counts, t)
		f.AddCounts(f, f.counts, t)
	}
	f.printf(f.CountsResult, f.counts, f.fp(cat.CountsResult))
}
