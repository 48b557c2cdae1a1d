package assembly

import (
	"fmt"
	"slices"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A translation is one pass through a program, for some vectors of pairs abreast: each
// operation on all of them before the next one.
type translation struct {
	*Func
	program *arithmetic.Program
	offsets []int // of the first pair of each vector

	regs   map[arithmetic.Value][]Reg     // where values are, vector by vector
	memory map[arithmetic.Value]cat.Array // values that stay in memory until they are used
	uses   map[arithmetic.Value]int       // how often each will be used yet
	text   map[arithmetic.Value]string    // what each is, for comments
	terms  []Reg                          // what Accumulate was given

	inMasks map[arithmetic.Value]bool // which values are masks in registers for those
}

// elements is the name of v where it is in registers as elements, rounded already.
func elements(v arithmetic.Value) arithmetic.Value { return -v }

func (t *translation) block(ops []arithmetic.Op) {
	for _, op := range ops {
		t.op(op)
	}
}

func (t *translation) op(op arithmetic.Op) {
	if t.takesElements(op) && t.regs[elements(op.Args[0])] != nil {
		op.Args = []arithmetic.Value{elements(op.Args[0])}
		t.uses[elements(op.Dst)] = t.uses[op.Dst]
		op.Dst = elements(op.Dst)
	}
	switch op.Kind {
	case arithmetic.Scalar:
		t.regs[op.Dst] = slices.Repeat([]Reg{t.Argument(op.Scalar.String())}, len(t.offsets))
		t.text[op.Dst] = op.Scalar.String()
		return
	case arithmetic.When:
		t.narrow(op.Body)
		end := t.skip(t.mem(op.Array, 0))
		t.block(op.Body)
		t.label(end)
		return
	case arithmetic.Accumulate:
		t.terms = t.regs[op.Args[0]]
		return
	case arithmetic.Store:
		for i, v := range t.regs[op.Args[0]] {
			store := t.Store
			if op.Args[0] < 0 {
				store = t.PutNarrow
			}
			store(t.Func, v, t.mem(op.Array, i))
			t.comment(fmt.Sprintf("%v = %s", op.Array, t.text[op.Args[0]]))
		}
		t.release(op.Args)
		return
	case arithmetic.Count:
		mask, u, ahead := t.regs[op.Args[0]], t.regs[op.Args[1]], t.regs[op.Args[2]]
		for i := range t.offsets {
			t.CountPairs(t.Func, mask[i], u[i], ahead[i], t.counts)
		}
		t.release(op.Args)
		return
	case arithmetic.LoadOr:
		t.loadOr(op)
		return
	}
	if t.inMemory(op) {
		t.memory[op.Dst] = op.Array
		t.describe(op)
		return
	}
	var heir []Reg
	if !slices.Contains(t.Apart, op.Kind) {
		heir = t.heir(op.Args)
	}
	t.inMasks[op.Dst] = op.Kind == arithmetic.NotZero && t.MaskRegisters
	dst := make([]Reg, len(t.offsets))
	text := t.describe(op)
	for i := range t.offsets {
		if t.inMasks[op.Dst] {
			dst[i] = Reg(i)
		} else if heir != nil {
			dst[i] = heir[i]
		} else {
			dst[i] = t.Temp()
		}
		t.compute(op, i, dst[i])
		t.comment(text)
	}
	t.regs[op.Dst] = dst
	t.release(op.Args)
}

// takesElements reports whether an operation can be done on elements.
func (t *translation) takesElements(op arithmetic.Op) bool {
	return t.Narrow != nil && !t.roundsEach && t.Kernel.DType.Bytes < t.precision().Bytes() &&
		(op.Kind == arithmetic.Store || op.Kind == arithmetic.Neg)
}

// narrow rounds what an optional output is, if another one is that, too, or its negative:
// then it is rounded once for both.
func (t *translation) narrow(body []arithmetic.Op) {
	if !t.takesElements(body[0]) {
		return
	}
	v, uses := body[0].Args[0], 0
	for _, op := range t.program.Ops {
		for _, inner := range op.Body {
			if t.takesElements(inner) && inner.Args[0] == v {
				uses++
			}
		}
	}
	if uses < 2 || t.regs[elements(v)] != nil {
		return
	}
	var regs []Reg
	for _, r := range t.regs[v] {
		regs = append(regs, t.Temp())
		t.Narrow(t.Func, r, regs[len(regs)-1])
		t.comment(t.text[v] + " as elements")
	}
	t.regs[elements(v)], t.uses[elements(v)], t.text[elements(v)] = regs, uses, t.text[v]
	t.release(slices.Repeat([]arithmetic.Value{v}, uses))
}

// compute emits an operation that has a result, for the i-th vector.
func (t *translation) compute(op arithmetic.Op, i int, dst Reg) {
	f := t.Func
	arg := func(n int) Reg { return t.regs[op.Args[n]][i] }
	switch op.Kind {
	case arithmetic.Load:
		t.Load(f, t.mem(op.Array, i), dst)
	case arithmetic.Sub:
		t.arith("SUB", op.Args[0], op.Args[1], i, dst)
	case arithmetic.Mul:
		t.arith("MUL", op.Args[0], op.Args[1], i, dst)
	case arithmetic.Neg:
		if op.Args[0] < 0 {
			t.NegNarrow(f, arg(0), dst)
		} else {
			t.Neg(f, arg(0), dst)
		}
	case arithmetic.Clamp:
		t.Clamp(f, arg(0), dst)
	case arithmetic.Gate:
		t.Gate(f, arg(0), arg(1), dst)
	case arithmetic.Quiet:
		t.Quiet(f, arg(0), dst)
	case arithmetic.NotZero:
		t.NotZero(f, arg(0), dst)
	case arithmetic.Where:
		t.Where(f, arg(0), arg(1), dst)
	default:
		panic("no assembly for this operation")
	}
}

// heir is the registers of an argument that dies here, nil if none does.
func (t *translation) heir(args []arithmetic.Value) []Reg {
	for _, v := range args {
		if t.temporary(v) && t.uses[v] == 1 {
			t.uses[v] = 0 // release must not free what the result takes over
			return t.regs[v]
		}
	}
	return nil
}

// release counts the uses of arguments down and frees what is dead.
func (t *translation) release(args []arithmetic.Value) {
	for _, v := range args {
		if t.uses[v] == 0 {
			continue
		}
		if t.uses[v]--; t.uses[v] == 0 && t.temporary(v) {
			for _, r := range t.regs[v] {
				t.Free(r)
			}
		}
	}
}

// temporary reports whether v is in vector registers of its own.
func (t *translation) temporary(v arithmetic.Value) bool {
	return !t.inMasks[v] && t.regs[v] != nil && t.regs[v][0] < t.lowest
}

// mem is the i-th vector of an array.
func (t *translation) mem(a cat.Array, i int) Mem {
	return Mem{Array: a, Ptr: t.address(a), Elem: t.Kernel.ElementOf(a), Offset: t.offsets[i]}
}

// describe returns the formula of an operation's result, for a comment.
func (t *translation) describe(op arithmetic.Op) string {
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
	case arithmetic.NotZero:
		text = arg(0) + " is not 0"
	case arithmetic.Where:
		text = arg(1) + " where " + arg(0)
	case arithmetic.LoadOr:
		text = op.Scalar.String()
	}
	t.text[op.Dst] = text
	if name, ok := t.program.Names[op.Dst]; ok {
		t.text[op.Dst] = name
		return name + " = " + text
	}
	return text
}
