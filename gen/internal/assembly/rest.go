package assembly

import (
	"fmt"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// rest begins what is done for the pairs that make no whole turn.
func (f *Func) rest(turn int, end string) {
	f.inRest = true
	f.label("rest")
	f.printf(f.Rest, turn, end)
}

// partStep is step for a vector of which some pairs may not be there. Their terms are +0:
// weighted kernels see to that by their weights.
func (f *Func) partStep(p *arithmetic.Program, offset int) Reg {
	f.part = offset
	f.Part(f)
	terms := f.step(p, offset)
	if f.Kernel.Sums() && f.Kernel.Form == cat.Plain {
		f.Keep(f, terms[0])
		f.comment("+0 where there is no pair")
	}
	if f.mask != none {
		f.Free(f.mask)
		f.mask = none
	}
	if terms == nil {
		return none
	}
	return terms[0]
}

// restRows is rows for a chunk that is not whole: the part register says which pairs
// of the group are there. A group without any is skipped.
func (f *Func) restRows(p *arithmetic.Program, l *lanes, group int) Reg {
	add, offset := fmt.Sprintf("add_%d", group), group*f.width()
	if l.inMemory {
		f.printf(f.PartEmpty, "next")
	}
	b := f.Temp()
	f.Constants["zero"](f, b)
	a := f.partStep(p, offset)
	for row := 1; row < cat.Rows; row++ {
		f.printf(f.PartSkip, cat.Lanes, add)
		to := [...]Reg{a, a, b, b}[row]
		f.addTerms(to, f.partStep(p, row*cat.Lanes+offset), fmt.Sprintf("%c += row %d", "aabb"[row], row))
	}
	f.label(add)
	f.addTerms(a, b, "a + b")
	return a
}

// restLabel is a label of its own for the access to m.
func (f *Func) restLabel(name string, m Mem) string {
	return fmt.Sprintf("%s_%v_%d", name, m.Array, m.Offset)
}
