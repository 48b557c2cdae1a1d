package assembly

import (
	"fmt"
	"slices"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/isa"
)

// at returns the places of a column's vectors, from the address in base on.
func (t *translation) at(c *cat.Column, base string) []isa.Mem {
	var list []isa.Mem
	for _, offset := range t.offsets {
		list = append(list, isa.Mem{Name: c.Name, Base: base, Elem: c.ElementOf(t.DType), Offset: offset})
	}
	return list
}

// loadInto fills registers with the vectors of a column.
func (t *translation) loadInto(dst []isa.Reg, c *cat.Column, base, comment string) {
	for i, m := range t.at(c, base) {
		switch {
		case !t.Pairs:
			t.Load(t.Func, m, dst[i])
		case i%2 == 0:
			t.LoadPair(t.Func, m, dst[i], dst[i+1])
		}
		t.Comment(comment)
		if c.PlusZero {
			t.Arith(t.Func, t.Precision(), "ADD", dst[i], t.Constant("zero"), dst[i])
			t.Comment("-0 becomes +0")
		}
	}
}

// loadOr loads the first column that is not nil. If all are nil, it uses the scalar.
func (t *translation) loadOr(op arithmetic.Operation) {
	name := t.program.Names[op.Dst]
	dst := make([]isa.Reg, len(t.offsets))
	for i := range dst {
		dst[i] = t.Temp()
	}
	if op.Scalar != nil {
		t.fill(op.Scalar, dst, name+" = "+op.Scalar.Name)
	}
	loaded := t.labelOf("loaded", name)
	for i, c := range op.Columns {
		last := i == len(op.Columns)-1
		if last && op.Scalar == nil {
			t.loadInto(dst, c, t.Address(t.Func, c), name+" = "+c.Name)
			break
		}
		if c.Rare && !t.InTail {
			present := t.labelOf("column", c.Name)
			base, known := t.jumpIf(t.IfSet, c, present)
			t.Behind(func() {
				t.Label(present)
				if !known {
					base = t.Address(t.Func, c)
				}
				t.loadInto(dst, c, base, name+" = "+c.Name)
				t.Printf(t.Jump, loaded)
			})
			continue
		}
		without := loaded
		if !last {
			without = t.labelOf("no", c.Name)
		}
		base, known := t.jumpIf(t.IfNil, c, without)
		if !known {
			base = t.Address(t.Func, c)
		}
		t.loadInto(dst, c, base, name+" = "+c.Name)
		if !last {
			t.Printf(t.Jump, loaded)
			t.Label(without)
		}
	}
	t.Label(loaded)
	t.regs[op.Dst], t.text[op.Dst] = dst, name
}

// fill fills registers with a scalar. If there are many registers, it copies a register that holds the scalar throughout.
func (t *translation) fill(s *cat.Scalar, dst []isa.Reg, comment string) {
	from := dst[0]
	if !t.FewRegisters() {
		from = t.Scalar(s, false)
	} else {
		t.Broadcast(t.Func, t.Field(t.Func, s.Field), from)
		t.Comment(comment)
		dst = dst[1:]
	}
	for _, r := range dst {
		t.Move(t.Func, from, r)
		t.Comment(comment)
	}
}

// labelOf returns a new label for something about a column in this step.
func (t *translation) labelOf(verb, name string) string {
	label := fmt.Sprintf("%s_%s_%d", verb, name, t.offsets[0])
	if t.InTail {
		label = "tail_" + verb + "_" + name
	}
	return label
}

// jumpIf jumps to a label if a column is nil or, as format says, if it is not nil. If no register holds its
// address, it loads the address and returns the register in base.
func (t *translation) jumpIf(format string, c *cat.Column, label string) (base string, known bool) {
	pointer, ok := t.Pointer(c)
	if !ok {
		pointer = t.Address(t.Func, c)
	}
	t.Printf(format, pointer, label)
	return pointer, !ok
}

// when translates the operations for an output that a call may not want.
func (t *translation) when(c *cat.Column, body []arithmetic.Operation) {
	end := t.labelOf("skip", c.Name)
	if c.Rare && !t.InTail {
		wanted := t.labelOf("want", c.Name)
		t.jumpIf(t.IfSet, c, wanted)
		t.Behind(func() {
			t.Label(wanted)
			giveBack := t.borrow()
			t.block(body)
			giveBack()
			t.Printf(t.Jump, end)
		})
	} else {
		t.jumpIf(t.IfNil, c, end)
		t.block(body)
	}
	t.Label(end)
}

// borrow frees a register for code out of the loop, if there are few registers: it takes the register of a term, which waits in the
// frame until giveBack.
func (t *translation) borrow() (giveBack func()) {
	if t.terms == nil || !t.FewRegisters() {
		return func() {}
	}
	if t.borrowed == 0 {
		t.borrowed = t.Reserve(t.Tier.VectorBytes)
	}
	r := t.terms[0]
	t.StoreWhole(t.Func, r, t.Local(t.borrowed))
	t.Comment("waits in the frame")
	t.Free(r)
	return func() {
		t.LoadWhole(t.Func, t.Local(t.borrowed), r)
		t.Take(r)
	}
}

// store stores a value. The code of stores past the caches is behind the function's end.
func (t *translation) store(op arithmetic.Operation) {
	v, c := op.Args[0], op.Column()
	around := t.streams() && !t.InTail
	if v > 0 && t.IsNarrow() && (around || t.Pairs) {
		v = t.rounded(v)
	}
	put := func() {
		mems := t.at(c, t.Address(t.Func, c))
		for i, r := range t.regs[v] {
			store := t.Store
			if v < 0 {
				store = t.PutNarrow
			}
			store(t.Func, r, mems[i*len(mems)/len(t.regs[v])])
			t.Comment(c.Name + " = " + t.text[v])
		}
	}
	if around {
		t.putAround(v, c, put)
	} else {
		put()
	}
	if v < 0 && op.Args[0] > 0 {
		for _, r := range t.regs[v] {
			t.Free(r)
		}
		delete(t.regs, v)
	}
}

// putAround stores a value with put or, if the caller asks for it, past the caches. Both kinds of stores take the same registers
// and change no others.
func (t *translation) putAround(v arithmetic.Value, c *cat.Column, put func()) {
	stream, stored := t.labelOf("stream", c.Name), t.labelOf("stored", c.Name)
	t.Printf(t.IfFlag, stream)
	put()
	t.Label(stored)
	t.Behind(func() {
		t.Label(stream)
		t.Stream = true
		if len(t.offsets) < t.lineVectors() {
			t.storeLine(v, c, t.uses[v] > 1)
		} else {
			put()
		}
		t.Stream = false
		t.Printf(t.Jump, stored)
	})
}

// storeLine stores past the caches vectors that are only a part of a cache line. If other stores came between the
// parts of a line, memory would be written part by part. So all parts but the last one wait in the frame until
// the last one is computed. If again is set, v is used again and its registers keep their values.
func (t *translation) storeLine(v arithmetic.Value, c *cat.Column, again bool) {
	regs := t.regs[v]
	pairs := len(t.offsets) / len(regs) * t.Width() // per register
	byteCount := pairs * c.ElementOf(t.DType).Bytes
	parts := cat.Line / byteCount
	first := t.offsets[0] / pairs % parts
	last := parts - len(regs) // the number of parts that wait for the last ones
	place, ok := t.waiting[c]
	if !ok {
		room := last * byteCount
		if again {
			room += byteCount
		}
		place = t.Reserve(room)
		t.waiting[c] = place
	}
	at := func(part int) string { return t.Local(place + isa.Reg(part*byteCount)) }
	if first < last {
		for i, r := range regs {
			t.StoreElements(t.Func, r, at(first+i))
			t.Comment("waits for the rest of its line")
		}
		return
	}
	base := t.Address(t.Func, c)
	put := func(r isa.Reg, part int) {
		m := isa.Mem{Name: c.Name, Base: base, Elem: c.ElementOf(t.DType), Offset: t.offsets[0] + (part-first)*pairs}
		if t.IsNarrow() {
			t.PutNarrow(t.Func, r, m)
		} else {
			t.Store(t.Func, r, m)
		}
		t.Comment(c.Name)
	}
	for i, r := range regs {
		put(r, first+i)
	}
	if again {
		t.StoreElements(t.Func, regs[0], at(last))
		t.Comment("kept, as it is used again")
	}
	for part := range last {
		t.LoadElements(t.Func, at(part), regs[0])
		put(regs[0], part)
	}
	if again {
		t.LoadElements(t.Func, at(last), regs[0])
		t.Comment(t.text[v])
	}
}

// rounded rounds a value for both kinds of stores.
func (t *translation) rounded(v arithmetic.Value) arithmetic.Value {
	var regs []isa.Reg
	for i, r := range t.regs[v] {
		switch {
		case !t.Pairs:
			regs = append(regs, t.Temp())
			t.Narrow(t.Func, r, regs[i])
		case i%2 == 0:
			regs = append(regs, t.Temp())
			t.NarrowPair(t.Func, r, t.regs[v][i+1], regs[i/2])
		}
		t.Comment(t.text[v] + " as elements")
	}
	t.regs[elements(v)], t.text[elements(v)] = regs, t.text[v]
	return elements(v)
}

// An operand in memory saves an instruction and a register. A difference or a product may take its second
// argument from memory if the elements need no widening, if the vector is whole, and if this is their only use.
// It must come before any output is stored, since an output may be the same array.

// inMemory reports whether an instruction should take the value that op loads from memory.
func (t *translation) inMemory(op arithmetic.Operation) bool {
	if !slices.Contains(t.FromMemory, t.Precision()) || t.InTail || op.Kind != arithmetic.Load || t.uses[op.Dst] != 1 ||
		op.Column().ElementOf(t.DType).Bytes != t.Precision().Bytes() {
		return false
	}
	for _, user := range t.program.Ops {
		switch user.Kind {
		case arithmetic.Store, arithmetic.When:
			return false
		case arithmetic.Sub, arithmetic.Div:
			if user.Args[1] == op.Dst {
				return true
			}
		case arithmetic.Add, arithmetic.Mul:
			if i := slices.Index(user.Args, op.Dst); i >= 0 {
				_, taken := t.memory[user.Args[1-i]]
				return !taken
			}
		}
	}
	return false
}

// arith computes dst = a op b, vector by vector. It may exchange the arguments of a sum or a product.
func (t *translation) arith(kind arithmetic.Kind, a, b arithmetic.Value, dst []isa.Reg, text string) {
	op := map[arithmetic.Kind]string{arithmetic.Add: "ADD", arithmetic.Sub: "SUB", arithmetic.Mul: "MUL", arithmetic.Div: "DIV"}[kind]
	_, first := t.memory[a]
	_, second := t.memory[b]
	if first || !second && slices.Contains(commute, kind) && t.regs[a][0].IsLocal() {
		a, b = b, a
	}
	c, inMemory := t.memory[b]
	var mems []isa.Mem
	if inMemory {
		mems = t.at(c, t.Address(t.Func, c))
	}
	for i := range dst {
		if inMemory {
			t.ArithMem(t.Func, t.Precision(), op, t.reg(a, i, false), mems[i], dst[i])
		} else {
			t.Arith(t.Func, t.Precision(), op, t.reg(a, i, false), t.reg(b, i, true), dst[i])
		}
		t.Comment(text)
	}
}
