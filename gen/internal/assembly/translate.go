package assembly

import (
	"slices"
	"strconv"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/isa"
)

// A translation translates a program for a number of vectors of pairs. It emits each operation for all vectors
// before the next operation.
type translation struct {
	*kernel
	offsets []int // the offset of the first pair of each vector

	regs   map[arithmetic.Value][]isa.Reg            // the registers of each value, one per vector
	memory map[arithmetic.Value]*cat.Column          // the values that stay in memory until they are used
	uses   map[arithmetic.Value]int                  // how often each value is still to be used
	text   map[arithmetic.Value]string               // the formula of each value, for comments
	masks  map[arithmetic.Value]bool                 // which values are masks
	late   map[arithmetic.Value]arithmetic.Operation // the masks that are made where they are used
	terms  []isa.Reg                                 // the arguments of Accumulate
}

func newTranslation(f *kernel, offsets []int) *translation {
	t := &translation{kernel: f, offsets: offsets,
		regs: map[arithmetic.Value][]isa.Reg{}, memory: map[arithmetic.Value]*cat.Column{}, uses: map[arithmetic.Value]int{},
		text: map[arithmetic.Value]string{}, masks: map[arithmetic.Value]bool{}, late: map[arithmetic.Value]arithmetic.Operation{}}
	for v, n := range f.program.Uses {
		t.uses[v] = n
	}
	return t
}

// vectorsOf returns the number of vectors of pairs whose elements, or whose values, a register holds.
func (t *translation) vectorsOf(elements bool) int {
	if elements && t.Pairs {
		return 2
	}
	return 1
}

// elements returns the Value that stands for v rounded to elements.
func elements(v arithmetic.Value) arithmetic.Value { return -v }

func (t *translation) block(ops []arithmetic.Operation) {
	for _, op := range ops {
		t.op(op)
	}
}

func (t *translation) op(op arithmetic.Operation) {
	defer func() {
		t.noteShortage(op)
		t.Settle()
	}()
	if t.takesElements(op) && t.regs[elements(op.Args[0])] != nil {
		op.Args = []arithmetic.Value{elements(op.Args[0])}
		t.uses[elements(op.Dst)] = t.uses[op.Dst]
		op.Dst = elements(op.Dst)
	}
	switch op.Kind {
	case arithmetic.Scalar:
		if t.isKept(op.Dst) {
			t.text[op.Dst] = op.Scalar.Name
			return
		}
		t.shared(op.Dst, t.Scalar(op.Scalar, t.Loads || t.operandOnly(op.Dst)), op.Scalar.Name)
		return
	case arithmetic.Constant:
		t.shared(op.Dst, t.Number(op.Number, t.Loads || t.operandOnly(op.Dst)), strconv.FormatFloat(op.Number, 'g', -1, 64))
		return
	case arithmetic.When:
		t.narrow(op.Body)
		t.when(op.Column(), op.Body)
		return
	case arithmetic.Accumulate:
		t.terms = t.regs[op.Args[0]]
		return
	case arithmetic.Store:
		t.store(op)
		t.release(op.Args)
		return
	case arithmetic.Tally:
		for _, mask := range t.regs[op.Args[0]] {
			t.ofPart(mask)
			t.kernel.Tally(t.Func, mask, t.counts[op.Counts[0]])
			t.Comment("counts " + op.Counts[0].Name)
		}
		t.release(op.Args)
		return
	case arithmetic.TallySigns:
		below, above := op.Counts[0], op.Counts[1]
		for i, mask := range t.regs[op.Args[0]] {
			t.ofPart(mask)
			t.kernel.TallySigns(t.Func, mask, t.reg(op.Args[1], i, false), t.counts[below], t.counts[above])
			t.Comment("counts " + below.Name + " and " + above.Name)
		}
		t.release(op.Args)
		return
	case arithmetic.LoadOr:
		t.loadOr(op)
		return
	}
	if t.inMemory(op) {
		t.memory[op.Dst] = op.Column()
		t.describe(op)
		return
	}
	if t.isLate(op) {
		t.late[op.Dst] = op
		t.describe(op)
		return
	}
	t.compute(op, t.describe(op))
	t.release(op.Args)
	t.release([]arithmetic.Value{op.Within})
}

// shared sets a value that all vectors share. It may be in the frame.
func (t *translation) shared(v arithmetic.Value, r isa.Reg, text string) {
	t.regs[v], t.text[v] = slices.Repeat([]isa.Reg{r}, len(t.offsets)), text
}

// reg returns the register of vector i of a value. If the value is in the frame, it is loaded, unless the
// instruction can take it from there.
func (t *translation) reg(v arithmetic.Value, i int, fromFrame bool) isa.Reg {
	r := t.regs[v][i]
	if r.IsLocal() && (t.Loads || !fromFrame || !t.Spills) {
		return t.Lend(r)
	}
	return r
}

// ofPart sets a mask to false for pairs that the part does not have. Outside of the tail it does nothing.
func (t *translation) ofPart(mask isa.Reg) {
	if t.InTail {
		t.KeepMask(t.Func, mask)
	}
}

// takesElements reports whether an operation can be done on elements.
func (t *translation) takesElements(op arithmetic.Operation) bool {
	return t.Narrow != nil && t.IsNarrow() && (op.Kind == arithmetic.Store || op.Kind == arithmetic.Neg)
}

// narrow rounds a value once for all optional outputs that store it, as it is or negated.
func (t *translation) narrow(body []arithmetic.Operation) {
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
	t.rounded(v)
	t.uses[elements(v)] = uses
	t.release(slices.Repeat([]arithmetic.Value{v}, uses))
}

// isLate reports whether a mask is made where it is used. This is so if it is used once, to choose values, and if
// there are mask registers, which are few: then the scratch mask is enough.
func (t *translation) isLate(op arithmetic.Operation) bool {
	return t.ScratchMask != isa.None && op.Kind.IsComparison() && t.uses[op.Dst] == 1 &&
		slices.ContainsFunc(t.program.Ops, func(user arithmetic.Operation) bool {
			return user.Kind == arithmetic.Where && user.Args[0] == op.Dst
		})
}

// whereLate is Where for a mask that is made here.
func (t *translation) whereLate(op, mask arithmetic.Operation, dst []isa.Reg) {
	if bound := t.keptFrom(mask); bound != nil {
		for i := range dst {
			t.WhereAtLeast(t.Func, t.reg(mask.Args[0], i, false), bound, t.reg(op.Args[1], i, false), dst[i])
			t.Comment(t.described(op) + ", " + t.formula(mask))
		}
		t.release(mask.Args)
		return
	}
	for i := range dst {
		t.compare(mask, i, t.ScratchMask)
		t.Comment(t.described(mask))
		t.Where(t.Func, t.ScratchMask, t.reg(op.Args[1], i, true), dst[i])
		t.Comment(t.described(op))
	}
	t.release(append(slices.Clone(mask.Args), mask.Within))
}

// keptFrom returns the scalar of a comparison that WhereAtLeast can do, or nil if it cannot do the comparison.
func (t *translation) keptFrom(mask arithmetic.Operation) *cat.Scalar {
	if t.WhereAtLeast == nil || mask.Kind != arithmetic.AtLeast || mask.Within != 0 || !t.isLate(mask) {
		return nil
	}
	s := t.scalarOf(mask.Args[1])
	if s == nil || !s.Tiny {
		return nil
	}
	for _, where := range t.program.Ops {
		if where.Kind == arithmetic.Where && where.Args[0] == mask.Dst && !t.multiplies(where.Dst) {
			return nil
		}
	}
	return s
}

// multiplies reports whether a value is a factor in all calls of a kernel, and the kernel does not store losses.
// Other kernels were slower with WhereAtLeast.
func (t *translation) multiplies(v arithmetic.Value) (factor bool) {
	for _, op := range t.program.Ops {
		if op.Kind == arithmetic.Clamp && !t.program.Sums {
			return false
		}
		factor = factor || op.Kind == arithmetic.Mul && slices.Contains(op.Args, v)
	}
	return factor
}

// isKept reports whether a scalar needs no register, because only WhereAtLeast uses it.
func (t *translation) isKept(v arithmetic.Value) bool {
	for op := range t.program.All() {
		if slices.Contains(op.Args, v) && t.keptFrom(op) == nil {
			return false
		}
	}
	return true
}

// choosesElements reports whether op chooses a scalar, and its result is only stored as narrow elements. Then all
// pairs in the mask have the same element, which is rounded before the loop.
func (t *translation) choosesElements(op arithmetic.Operation) bool {
	if t.scalarOf(op.Args[1]) == nil || !t.IsNarrow() {
		return false
	}
	uses := t.program.Uses[op.Dst]
	for _, user := range t.program.Ops {
		for _, inner := range user.Body {
			if t.takesElements(inner) && inner.Args[0] == op.Dst {
				uses--
			}
		}
	}
	return uses == 0
}

// chooseElements is Where for an operation that choosesElements.
func (t *translation) chooseElements(op arithmetic.Operation) {
	from, n := t.NarrowScalar(t.scalarOf(op.Args[1])), t.vectorsOf(true)
	mask, late := t.late[op.Args[0]]
	var dst []isa.Reg
	for i := range len(t.offsets) / n {
		dst = append(dst, t.Temp())
		masks := []isa.Reg{t.ScratchMask}
		if late {
			t.compare(mask, i, t.ScratchMask)
			t.Comment(t.described(mask))
		} else {
			masks = t.regs[op.Args[0]][i*n : (i+1)*n]
		}
		if t.Pairs {
			t.ChoosePair(t.Func, masks[0], masks[1], from, dst[i])
		} else {
			t.ChooseNarrow(t.Func, masks[0], from, dst[i])
		}
		t.Comment(t.described(op) + ", as elements")
	}
	if late {
		t.release(append(slices.Clone(mask.Args), mask.Within))
	}
	v := elements(op.Dst)
	t.regs[v], t.uses[v], t.text[v] = dst, t.uses[op.Dst], t.text[op.Dst]
	t.uses[op.Dst] = 0
}

// scalarOf returns the scalar that a value is, or nil if it is not a scalar.
func (t *translation) scalarOf(v arithmetic.Value) *cat.Scalar {
	for _, op := range t.program.Ops {
		if op.Kind == arithmetic.Scalar && op.Dst == v {
			return op.Scalar
		}
	}
	return nil
}

// compare makes the mask of vector i.
func (t *translation) compare(op arithmetic.Operation, i int, dst isa.Reg) {
	within := isa.None
	if op.Within != 0 {
		within = t.regs[op.Within][i]
	}
	a := t.reg(op.Args[0], i, false)
	if op.Kind == arithmetic.NotZero {
		t.NotZero(t.Func, a, dst)
		return
	}
	hook := map[arithmetic.Kind]func(f *isa.Func, within, a, b, dst isa.Reg){
		arithmetic.AtLeast: t.AtLeast, arithmetic.Above: t.Above, arithmetic.Equal: t.Equal,
	}[op.Kind]
	hook(t.Func, within, a, t.reg(op.Args[1], i, true), dst)
}

// commute lists the operations whose arguments arith may exchange. secondFromFrame lists those whose second
// argument instructions can take from memory.
var (
	commute         = []arithmetic.Kind{arithmetic.Add, arithmetic.Mul}
	secondFromFrame = []arithmetic.Kind{arithmetic.Where, arithmetic.AtLeast, arithmetic.Above, arithmetic.Equal, arithmetic.Sub, arithmetic.Div, arithmetic.Max}
)

// operandOnly reports whether all instructions that use a scalar can take it from memory.
func (t *translation) operandOnly(v arithmetic.Value) bool {
	for op := range t.program.All() {
		for i, arg := range op.Args {
			if arg == v && !(i == 1 && slices.Contains(secondFromFrame, op.Kind) || slices.Contains(commute, op.Kind)) {
				return false
			}
		}
	}
	return true
}

// compute emits an operation that has a result.
func (t *translation) compute(op arithmetic.Operation, text string) {
	f := t.Func
	t.masks[op.Dst] = op.Kind.IsMask()
	if op.Kind == arithmetic.Where && t.choosesElements(op) {
		t.chooseElements(op)
		return
	}
	dst := t.destination(op)
	each := func(emit func(args []isa.Reg, dst isa.Reg)) {
		for i := range dst {
			var args []isa.Reg
			for k, v := range op.Args {
				args = append(args, t.reg(v, i, k == 1 && slices.Contains(secondFromFrame, op.Kind)))
			}
			emit(args, dst[i])
			t.Comment(text)
		}
	}
	unary := func(hook func(f *isa.Func, v, dst isa.Reg)) {
		each(func(args []isa.Reg, dst isa.Reg) { hook(f, args[0], dst) })
	}
	binary := func(hook func(f *isa.Func, a, b, dst isa.Reg)) {
		each(func(args []isa.Reg, dst isa.Reg) { hook(f, args[0], args[1], dst) })
	}
	switch op.Kind {
	case arithmetic.Load:
		t.loadInto(dst, op.Column(), t.Address(f, op.Column()), text)
	case arithmetic.Add, arithmetic.Sub, arithmetic.Mul, arithmetic.Div:
		t.arith(op.Kind, op.Args[0], op.Args[1], dst, text)
	case arithmetic.Max:
		binary(t.Max)
	case arithmetic.Abs:
		unary(t.Abs)
	case arithmetic.Neg:
		if op.Args[0] < 0 {
			unary(t.NegNarrow)
		} else {
			unary(t.Neg)
		}
	case arithmetic.Clamp:
		if t.ClampOnly != nil && !slices.ContainsFunc(t.program.Ops, func(op arithmetic.Operation) bool { return t.keptFrom(op) != nil }) {
			unary(t.ClampOnly)
		} else {
			unary(t.Clamp)
		}
	case arithmetic.Quiet:
		if t.RoundsNaN && t.DType == cat.BF16 {
			for i := range dst {
				if v := t.reg(op.Args[0], i, false); v != dst[i] {
					t.Move(f, v, dst[i])
				}
			}
			break
		}
		if t.IfNaN == nil {
			unary(t.Quiet)
			break
		}
		for i := range dst {
			if v := t.reg(op.Args[0], i, false); v != dst[i] {
				t.Move(f, v, dst[i])
			}
		}
		nan, quiet := t.labelOf("nan", t.nameOf(op.Dst)), t.labelOf("quiet", t.nameOf(op.Dst))
		t.IfNaN(f, dst, nan)
		t.Label(quiet)
		t.Behind(func() {
			t.Label(nan)
			unary(func(f *isa.Func, _, dst isa.Reg) { t.Quiet(f, dst, dst) })
			t.Printf(t.Jump, quiet)
		})
	case arithmetic.AtLeast, arithmetic.Above, arithmetic.Equal, arithmetic.NotZero:
		for i, r := range dst {
			t.compare(op, i, r)
			t.Comment(text)
		}
	case arithmetic.And:
		binary(t.And)
	case arithmetic.Or:
		binary(t.Or)
	case arithmetic.Select:
		each(func(args []isa.Reg, dst isa.Reg) { t.Select(f, args[0], args[1], args[2], dst) })
	case arithmetic.Where:
		if mask, ok := t.late[op.Args[0]]; ok {
			t.whereLate(op, mask, dst)
			break
		}
		binary(t.Where)
	default:
		panic("no assembly for this operation")
	}
	t.regs[op.Dst] = dst
}

// nameOf returns the name of a value, or the name of the column in which it is stored.
func (t *translation) nameOf(v arithmetic.Value) string {
	if name, ok := t.program.Names[v]; ok {
		return name
	}
	name := ""
	for op := range t.program.All() {
		if op.Kind == arithmetic.Store && op.Args[0] == v {
			name = op.Column().Name
		}
	}
	return name
}

// destination takes registers for a result. If an argument is not used again, they are its registers.
func (t *translation) destination(op arithmetic.Operation) []isa.Reg {
	if !slices.Contains(t.Apart, op.Kind) {
		for _, v := range op.Args {
			if t.temporary(v) && t.inMasks(v) == t.inMasks(op.Dst) && t.uses[v] == 1 {
				t.uses[v] = 0 // so that release does not free the registers, which the result takes over
				return t.regs[v]
			}
		}
	}
	dst := make([]isa.Reg, len(t.offsets)/t.vectorsOf(op.Dst < 0))
	for i := range dst {
		if t.masks[op.Dst] {
			dst[i] = t.TempMask()
		} else {
			dst[i] = t.Temp()
		}
	}
	return dst
}

// inMasks reports whether v is in mask registers.
func (t *translation) inMasks(v arithmetic.Value) bool { return t.masks[v] && len(t.Masks) > 0 }

// release counts a use of each argument, and frees the registers of arguments that are not used again.
func (t *translation) release(args []arithmetic.Value) {
	for _, v := range args {
		if t.uses[v] == 0 {
			continue
		}
		if t.uses[v]--; t.uses[v] > 0 || !t.temporary(v) {
			continue
		}
		for _, r := range t.regs[v] {
			if t.masks[v] {
				t.FreeMask(r)
			} else {
				t.Free(r)
			}
		}
	}
}

// temporary reports whether v is in registers of its own.
func (t *translation) temporary(v arithmetic.Value) bool {
	return t.regs[v] != nil && (t.inMasks(v) || t.IsTemp(t.regs[v][0]))
}

// describe returns the text of an operation for its comment, and the text by which later comments refer to it.
func (t *translation) describe(op arithmetic.Operation) string {
	t.text[op.Dst] = t.formula(op)
	if name, ok := t.program.Names[op.Dst]; ok {
		t.text[op.Dst] = name
	}
	return t.described(op)
}

// described returns the comment of describe.
func (t *translation) described(op arithmetic.Operation) string {
	text := t.formula(op)
	if name, ok := t.program.Names[op.Dst]; ok {
		return name + " = " + text
	}
	return text
}

// isSum reports whether the text of a value is a sum or a difference.
func (t *translation) isSum(v arithmetic.Value) bool {
	_, named := t.program.Names[v]
	for op := range t.program.All() {
		if op.Dst == v && (op.Kind == arithmetic.Add || op.Kind == arithmetic.Sub) {
			return !named
		}
	}
	return false
}

// formula returns the formula by which an operation computes its result.
func (t *translation) formula(op arithmetic.Operation) string {
	arg := func(i int) string { return t.text[op.Args[i]] }
	factor := func(i int) string { // a sum in parentheses
		if t.isSum(op.Args[i]) {
			return "(" + arg(i) + ")"
		}
		return arg(i)
	}
	var text string
	switch op.Kind {
	case arithmetic.Load:
		text = op.Column().Name
	case arithmetic.Add:
		text = arg(0) + " + " + arg(1)
	case arithmetic.Sub:
		text = arg(0) + " - " + factor(1)
	case arithmetic.Mul:
		text = factor(0) + "·" + factor(1)
	case arithmetic.Div:
		text = factor(0) + "/" + factor(1)
	case arithmetic.Max:
		text = "max(" + arg(0) + ", " + arg(1) + ")"
	case arithmetic.Neg:
		text = "-" + factor(0)
	case arithmetic.Abs:
		text = "|" + arg(0) + "|"
	case arithmetic.Clamp:
		text = "max(" + arg(0) + ", 0)"
	case arithmetic.Quiet:
		text = arg(0)
	case arithmetic.AtLeast:
		text = arg(0) + " >= " + arg(1)
	case arithmetic.Above:
		text = arg(0) + " > " + arg(1)
	case arithmetic.Equal:
		text = arg(0) + " == " + arg(1)
	case arithmetic.NotZero:
		text = arg(0) + " is not 0"
	case arithmetic.And:
		text = arg(0) + " and " + arg(1)
	case arithmetic.Or:
		text = arg(0) + " or " + arg(1)
	case arithmetic.Select:
		text = arg(1) + " where " + arg(0) + ", otherwise " + arg(2)
	case arithmetic.Where:
		text = arg(1) + " where " + arg(0)
	}
	if op.Within != 0 {
		text += " where " + t.text[op.Within]
	}
	return text
}
