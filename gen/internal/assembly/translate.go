package assembly

import (
	"fmt"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A translation is one pass through a program, for one vector of pairs.
type translation struct {
	*Func
	program *arithmetic.Program
	offset  int // of the vector's first pair

	regs  map[arithmetic.Value]Reg    // where values are
	uses  map[arithmetic.Value]int    // how often each will be used yet
	text  map[arithmetic.Value]string // what each is, for comments
	terms Reg                         // what Accumulate was given
}

func (t *translation) block(ops []arithmetic.Op) {
	for _, op := range ops {
		t.op(op)
	}
}

func (t *translation) op(op arithmetic.Op) {
	switch op.Kind {
	case arithmetic.Scalar:
		t.regs[op.Dst] = t.Argument(op.Scalar.String())
		t.text[op.Dst] = op.Scalar.String()
		return
	case arithmetic.When:
		end := t.skip(t.mem(op.Array))
		t.block(op.Body)
		t.label(end)
		return
	case arithmetic.Accumulate:
		t.terms = t.regs[op.Args[0]]
		return
	case arithmetic.Store:
		t.Store(t.Func, t.regs[op.Args[0]], t.mem(op.Array))
		t.comment(fmt.Sprintf("%v = %s", op.Array, t.text[op.Args[0]]))
		t.release(op.Args)
		return
	case arithmetic.Count:
		t.CountPairs(t.Func, op.Count, t.regs[op.Args[0]], t.regs[op.Args[1]], t.counts)
		t.comment("counts " + op.Count.String() + " pairs")
		t.release(op.Args)
		return
	}
	dst := none
	if op.Kind != arithmetic.NotZero || !t.MaskRegisters {
		dst = t.destination(op.Args)
	}
	t.compute(op, dst)
	t.describe(op)
	t.regs[op.Dst] = dst
	t.release(op.Args)
}

// compute emits an operation that has a result.
func (t *translation) compute(op arithmetic.Op, dst Reg) {
	f, precision := t.Func, t.Kernel.DType.Compute
	arg := func(i int) Reg { return t.regs[op.Args[i]] }
	switch op.Kind {
	case arithmetic.Load:
		t.Load(f, t.mem(op.Array), dst)
	case arithmetic.Sub:
		t.Arith(f, precision, "SUB", arg(0), arg(1), dst)
	case arithmetic.Mul:
		t.Arith(f, precision, "MUL", arg(0), arg(1), dst)
	case arithmetic.Neg:
		t.Neg(f, arg(0), dst)
	case arithmetic.Clamp:
		t.Clamp(f, arg(0), dst)
	case arithmetic.Gate:
		t.Gate(f, arg(0), arg(1), dst)
	case arithmetic.Quiet:
		t.Quiet(f, arg(0), dst)
	case arithmetic.LoadOr:
		t.loadOr(op, dst)
	case arithmetic.PlusZero:
		t.Arith(f, precision, "ADD", arg(0), t.Constant("zero"), dst)
	case arithmetic.NotZero:
		t.NotZero(f, arg(0), dst)
	case arithmetic.Where:
		t.Where(f, arg(0), arg(1), dst)
	default:
		panic("no assembly for this operation")
	}
}

// destination is the register of an argument that dies here, or a new one.
func (t *translation) destination(args []arithmetic.Value) Reg {
	for _, v := range args {
		if t.temporary(v) && t.uses[v] == 1 {
			t.uses[v] = 0 // release must not free what the result takes over
			return t.regs[v]
		}
	}
	return t.Temp()
}

// release counts the uses of arguments down and frees what is dead.
func (t *translation) release(args []arithmetic.Value) {
	for _, v := range args {
		if t.uses[v] == 0 {
			continue
		}
		if t.uses[v]--; t.uses[v] == 0 && t.temporary(v) {
			t.Free(t.regs[v])
		}
	}
}

// temporary reports whether v is in a register of its own.
func (t *translation) temporary(v arithmetic.Value) bool {
	return t.regs[v] != none && t.regs[v] < t.lowest
}

func (t *translation) mem(a cat.Array) Mem {
	return Mem{Array: a, Ptr: t.address(a), Elem: t.Kernel.ElementOf(a), Offset: t.offset}
}

// describe comments the last instruction with the formula of its result.
func (t *translation) describe(op arithmetic.Op) {
	arg := func(i int) string { return t.text[op.Args[i]] }
	var text string
	switch op.Kind {
	case arithmetic.Load:
		text = op.Array.String()
	case arithmetic.Sub:
		text = arg(0) + " - " + arg(1)
	case arithmetic.Mul:
		text = arg(0) + "·" + arg(1)
	case arithmetic.Neg:
		text = "-" + arg(0)
	case arithmetic.Clamp:
		text = "max(" + arg(0) + ", 0)"
	case arithmetic.Gate:
		text = arg(1) + " where " + arg(0) + " >= 0"
	case arithmetic.Quiet:
		text = arg(0)
	case arithmetic.PlusZero:
		text = arg(0) + " + 0"
	case arithmetic.NotZero:
		text = arg(0) + " is not 0"
	case arithmetic.Where:
		text = arg(1) + " where " + arg(0)
	case arithmetic.LoadOr:
		t.text[op.Dst] = op.Scalar.String()
		if name, ok := t.program.Names[op.Dst]; ok {
			t.text[op.Dst] = name
		}
		return // loadOr has its own comments
	}
	if name, ok := t.program.Names[op.Dst]; ok {
		t.comment(name + " = " + text)
		text = name
	} else {
		t.comment(text)
	}
	t.text[op.Dst] = text
}
