package assembly

import (
	"slices"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
)

// An operand in memory spares an instruction and a register: a difference or a product may take its second
// argument from there, if that needs no widening, is there for the whole vector, and is used this once,
// before any output is stored: that may be the same array.

// inMemory reports whether what op loads is better left where it is.
func (t *translation) inMemory(op arithmetic.Op) bool {
	if !slices.Contains(t.FromMemory, t.precision()) || t.inRest || op.Kind != arithmetic.Load || t.uses[op.Dst] != 1 ||
		t.Kernel.ElementOf(op.Array).Bytes != t.precision().Bytes() {
		return false
	}
	for _, user := range t.program.Ops {
		switch user.Kind {
		case arithmetic.Store, arithmetic.When:
			return false
		case arithmetic.Sub:
			if user.Args[1] == op.Dst {
				return true
			}
		case arithmetic.Mul:
			if slices.Contains(user.Args, op.Dst) {
				return true
			}
		}
	}
	return false
}

// arith is dst = a op b, for the i-th vector. Factors may change places.
func (t *translation) arith(op string, a, b arithmetic.Value, i int, dst Reg) {
	if _, ok := t.memory[a]; ok {
		a, b = b, a
	}
	if array, ok := t.memory[b]; ok {
		t.ArithMem(t.Func, t.precision(), op, t.regs[a][i], t.mem(array, i), dst)
		return
	}
	t.Arith(t.Func, t.precision(), op, t.regs[a][i], t.regs[b][i], dst)
}
