package isa

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A Func is a function that is being written.
type Func struct {
	*Set
	Name   string
	Type   string     // the type of the arguments
	Row    string     // what the elements with the same position in all arrays are: see catalogue.Layout.Row
	DType  *cat.DType // the type of the elements
	From   string     // the field with the index of the first pair, or empty if the index is 0
	Stream bool       // stores go past the caches
	InTail bool       // the pairs are those after the last whole turn
	Fewer  bool       // in the tail there are fewer pairs than a vector has
	Uneven bool       // some parts are whole vectors and some are not, so that a branch would be mispredicted

	// Spill is the number of constants that are kept in the frame, out of the constants that instructions can take from memory. They
	// are the first ones.
	Spill int
	// Loads says that all constants are in the frame, each as one value. An instruction takes a constant from a register, which is
	// filled for this operation alone.
	Loads bool
	// Short says that there were not enough registers. Then the lines are of no use.
	Short bool

	// Pairs says that two vectors have the even and the odd elements of a full register of elements.
	Pairs bool

	Mask Reg // the mask of the part's pairs, if masks are vectors

	pointers  map[*cat.Column]string // the general register of each array
	free      []bool                 // which vector registers are free
	freeMasks []bool                 // which mask registers are free
	top       Reg                    // the highest register that was a Temp
	constants map[string]Reg         // registers, or places in the frame, that keep one value throughout
	lowest    Reg                    // the lowest of those registers
	loans     []Reg                  // the registers of constants that the current operation has loaded
	frame     int                    // the size of the frame in bytes
	setup     []Line                 // the code that fills constants
	Lines     []Line
	behind    []Line // the code after RET
}

// A Line is a label, an instruction with a comment on what it computes, or a heading, which is a comment alone.
type Line struct{ Text, Comment string }

// IsLabel reports whether the line is a label.
func (l Line) IsLabel() bool { return strings.HasSuffix(l.Text, ":") }

// NewFunc begins a function whose argument is the address of a struct of the given type.
func NewFunc(s *Set, name, typ string, d *cat.DType) *Func {
	f := &Func{
		Set: s, Name: name, Type: typ, Row: cat.Own.Row(), DType: d, Mask: None, top: None,
		pointers:  map[*cat.Column]string{},
		constants: map[string]Reg{},
		free:      make([]bool, s.Vectors),
		freeMasks: make([]bool, len(s.Masks)),
		lowest:    Reg(s.Vectors),
	}
	for i := range f.free {
		f.free[i] = true
	}
	for i := range f.freeMasks {
		f.freeMasks[i] = true
	}
	return f
}

// Printf adds instructions, one per line.
func (f *Func) Printf(format string, args ...any) {
	for text := range strings.SplitSeq(fmt.Sprintf(format, args...), "\n") {
		f.Lines = append(f.Lines, Line{Text: text})
	}
}

// Label adds a label.
func (f *Func) Label(name string) { f.Lines = append(f.Lines, Line{Text: name + ":"}) }

// Heading adds a comment on a line of its own.
func (f *Func) Heading(text string) { f.Lines = append(f.Lines, Line{Comment: text}) }

// Comment adds a comment to the last instruction, which says what it computes.
func (f *Func) Comment(text string) {
	last := &f.Lines[len(f.Lines)-1]
	if last.Comment != "" {
		last.Comment += "; "
	}
	last.Comment += text
}

// Behind writes what body writes behind the end of the function, so that the loop stays short.
func (f *Func) Behind(body func()) {
	lines := f.Lines
	f.Lines = nil
	body()
	f.Lines, f.behind = lines, append(f.behind, f.Lines...)
}

// Precision returns the compute precision.
func (f *Func) Precision() cat.Float { return f.DType.Compute }

// Width returns the number of pairs in a vector.
func (f *Func) Width() int { return f.Tier.Width(f.Precision()) }

// IsNarrow reports whether elements are narrower than the compute precision.
func (f *Func) IsNarrow() bool { return f.DType.Bytes < f.Precision().Bytes() }

// Point assigns general registers to the addresses of arrays. If there are more arrays than registers, the last
// arrays get none.
func (f *Func) Point(columns []*cat.Column, registers []string) {
	for i, c := range columns[:min(len(columns), len(registers))] {
		f.pointers[c] = registers[i]
	}
}

// Temp takes the lowest free vector register.
func (f *Func) Temp() Reg {
	for i, free := range f.free {
		if free {
			f.free[i] = false
			f.top = max(f.top, Reg(i))
			f.Short = f.Short || f.top >= f.lowest
			return Reg(i)
		}
	}
	f.Short = true
	f.free = append(f.free, false)
	return Reg(len(f.free) - 1)
}

// Free gives back a register that Temp took.
func (f *Func) Free(r Reg) {
	if f.free[r] {
		panic(fmt.Sprintf("%s: register %d freed twice", f.Name, r))
	}
	f.free[r] = true
}

// Take takes the register r, which must be free.
func (f *Func) Take(r Reg) {
	if !f.free[r] && !f.Short {
		panic(fmt.Sprintf("%s: register %d is taken", f.Name, r))
	}
	f.free[r] = false
}

// TempMask takes a register for a mask. FreeMask gives it back.
func (f *Func) TempMask() Reg {
	if len(f.Masks) == 0 {
		return f.Temp()
	}
	for i, free := range f.freeMasks {
		if free {
			f.freeMasks[i] = false
			return f.Masks[i]
		}
	}
	f.Short = true
	return f.Masks[0]
}

func (f *Func) FreeMask(r Reg) {
	if len(f.Masks) == 0 {
		f.Free(r)
		return
	}
	for i, m := range f.Masks {
		if m == r {
			f.freeMasks[i] = true
		}
	}
}

// Constant returns the register of a named constant. The first use reserves the highest register that is left,
// and fills it before the loop.
func (f *Func) Constant(name string) Reg {
	return f.reserve(name, f.Constants[name], false)
}

// KeepNumbers takes a register for the numbers of a vector's values, from which Part makes masks. drop gives it
// back.
func (f *Func) KeepNumbers() (drop func()) {
	fill := f.Constants["numbers"]
	if fill == nil {
		return func() {}
	}
	r := f.Temp()
	fill(f, r)
	f.constants["numbers"] = r
	return func() {
		delete(f.constants, "numbers")
		f.Free(r)
	}
}

// numbers returns the register with the numbers of a vector's values, and a function that frees it. If
// KeepNumbers has not kept them, it fills a temporary register.
func (f *Func) numbers() (r Reg, free func()) {
	if r, kept := f.constants["numbers"]; kept {
		return r, func() {}
	}
	r = f.Temp()
	f.Constants["numbers"](f, r)
	return r, func() { f.Free(r) }
}

// Operand is Constant for a constant that may also be in the frame, since the instruction can take it from
// memory.
func (f *Func) Operand(name string) Reg {
	return f.reserve(name, f.Constants[name], true)
}

// Filled is Operand for a constant that consists of copies of 64 bits.
func (f *Func) Filled(name string, pattern uint64) Reg {
	return f.reserve(name, func(f *Func, dst Reg) { f.Fill(f, pattern, dst) }, true)
}

// Scalar returns the register of a scalar argument, which is reserved like a constant. If inMemory is set, it may
// return a place in the frame.
func (f *Func) Scalar(s *cat.Scalar, inMemory bool) Reg {
	return f.shared(s.Name, func(f *Func, dst Reg) { f.Broadcast(f, f.Field(f, s.Field), dst) }, inMemory)
}

// Number is Scalar for a number.
func (f *Func) Number(v float64, inMemory bool) Reg {
	bits := math.Float64bits(v)
	if f.Precision() == cat.Float32 {
		bits = uint64(math.Float32bits(float32(v))) * (1<<32 + 1) // twice
	}
	return f.shared(strconv.FormatFloat(v, 'g', -1, 64), func(f *Func, dst Reg) { f.Fill(f, bits, dst) }, inMemory)
}

// shared is reserve for a value of the formula. Several operations may use it, so that the first one does not load it.
func (f *Func) shared(name string, fill func(*Func, Reg), inMemory bool) Reg {
	if f.Loads && inMemory {
		return f.inFrame(name, fill)
	}
	return f.reserve(name, fill, inMemory)
}

// NarrowScalar is Scalar for a scalar that is rounded to elements.
func (f *Func) NarrowScalar(s *cat.Scalar) Reg {
	return f.reserve(s.Name+" as elements", func(f *Func, dst Reg) {
		t := f.Temp()
		f.Broadcast(f, f.Field(f, s.Field), t)
		if f.DType == cat.BF16 && !f.RoundsNaN {
			scalar := t
			t = f.Temp()
			f.Quiet(f, scalar, t)
			f.Free(scalar)
		}
		if slices.Contains(f.Paired, f.DType) {
			f.NarrowPair(f, t, t, dst)
		} else {
			f.Narrow(f, t, dst)
		}
		f.Free(t)
	}, false)
}

// A Reg from firstLocal on is a place in the frame.
const firstLocal Reg = 1000

// IsLocal reports whether r is a place in the frame.
func (r Reg) IsLocal() bool { return r >= firstLocal }

// AllOperands is a Spill that puts all such constants into the frame.
const AllOperands = 100

// Local returns the operand for a place in the frame.
func (f *Func) Local(r Reg) string {
	if !r.IsLocal() {
		panic(fmt.Sprintf("%s: %d is no place in the frame", f.Name, r))
	}
	return fmt.Sprintf(f.FrameFormat, f.FirstLocal+int(r-firstLocal))
}

// mostFrame is the largest size of a frame in bytes. Functions that do not check the stack have 800 bytes below
// the stack guard. The linker includes the return address and the frame pointer, which take at most 32 bytes.
const mostFrame = 800 - 32

// Fits reports whether there were enough registers, and the frame is not too large.
func (f *Func) Fits() bool { return !f.Short && f.frame <= mostFrame }

// Reserve takes bytes of the frame, and returns their place.
func (f *Func) Reserve(byteCount int) Reg {
	at := firstLocal + Reg(f.frame)
	f.frame += byteCount
	return at
}

func (f *Func) reserve(name string, fill func(*Func, Reg), inFrame bool) Reg {
	if f.Loads {
		return f.Lend(f.inFrame(name, fill))
	}
	if r, ok := f.constants[name]; ok {
		return r
	}
	key := name + " in the frame"
	dst := Reg(0) // any register will do, since lanes and temporaries are set later
	if r, ok := f.constants[key]; ok && inFrame {
		return r
	}
	if inFrame = inFrame && f.Spill > 0; inFrame {
		f.Spill--
	} else {
		key = name
		f.lowest--
		f.Short = f.Short || f.top >= f.lowest
		dst = f.lowest
	}
	at := dst
	f.setUp(name, dst, fill, func() {
		if inFrame {
			at = f.Reserve(f.Tier.VectorBytes)
			f.StoreWhole(f, dst, f.Local(at))
		}
	})
	f.constants[key] = at
	return at
}

// inFrame returns the place in the frame of one value of a constant.
func (f *Func) inFrame(name string, fill func(*Func, Reg)) Reg {
	place, ok := f.constants[name]
	if !ok {
		dst := f.Temp()
		f.setUp(name, dst, fill, func() {
			place = f.Reserve(8)
			f.Printf(f.Result, dst, f.Local(place))
		})
		f.Free(dst)
		f.constants[name] = place
	}
	return place
}

// setUp fills dst with a constant before the loop, and writes what store writes after it.
func (f *Func) setUp(name string, dst Reg, fill func(*Func, Reg), store func()) {
	body := f.Lines
	f.Lines = nil
	fill(f, dst)
	f.Comment(name)
	store()
	f.setup = append(f.setup, f.Lines...)
	f.Lines = body
}

// Lend loads a register from a place in the frame, for the current operation. Settle ends the operation.
func (f *Func) Lend(place Reg) Reg {
	r := f.Temp()
	if f.Loads {
		f.Broadcast(f, f.Local(place), r)
	} else {
		f.LoadWhole(f, f.Local(place), r)
	}
	f.loans = append(f.loans, r)
	return r
}

// Settle frees the registers that Lend has loaded.
func (f *Func) Settle() {
	for _, r := range f.loans {
		f.Free(r)
	}
	f.loans = nil
}

// Begin inserts, before the code so far, the code that loads the addresses of the columns, the count of pairs and
// the flag if there are any, and that sets the index and the constants.
func (f *Func) Begin(columns []*cat.Column, count string, flag *cat.Flag) {
	body := f.Lines
	f.Lines = nil
	f.Printf("%s", f.Enter)
	for _, c := range columns {
		if r, ok := f.pointers[c]; ok {
			f.Printf(f.Load64, f.Field(f, c.Field), r)
		}
	}
	if count != "" {
		f.Printf(f.Load64, f.Field(f, count), f.Count)
	}
	if flag != nil {
		f.Printf(f.LoadFlag, f.Field(f, flag.Field))
	}
	if f.From == "" {
		f.Printf(f.Zero, f.Index)
	} else {
		f.Printf(f.Load64, f.Field(f, f.From), f.Index)
		f.Skip(f)
	}
	f.Lines = append(append(f.Lines, f.setup...), body...)
}

// Finish adds the code with which every function ends.
func (f *Func) Finish() {
	if f.Leave != "" {
		f.Printf("%s", f.Leave)
	}
	f.Printf("RET")
	f.Lines = append(f.Lines, f.behind...)
}

// Pointer returns the register that holds the address of an array. ok is false if there is none.
func (f *Func) Pointer(c *cat.Column) (register string, ok bool) {
	register, ok = f.pointers[c]
	return register, ok
}

// IsTemp reports whether r came from Temp.
func (f *Func) IsTemp(r Reg) bool { return r < f.lowest }

// AddLocal adds the value of a place in the frame to x.
func (f *Func) AddLocal(x, place Reg) {
	if f.Spills {
		f.Arith(f, f.Precision(), "ADD", x, place, x)
		return
	}
	t := f.Temp()
	f.LoadWhole(f, f.Local(place), t)
	f.Arith(f, f.Precision(), "ADD", x, t, x)
	f.Free(t)
}

// Fold combines the values of a vector by halves, given the size of a value in bytes. The result is the first value
// of v.
func (f *Func) Fold(v Reg, byteCount int, combine func(x, y, dst Reg)) {
	t := f.Temp()
	for lanes := f.Tier.VectorBytes / 8; lanes > 1; lanes /= 2 {
		f.Upper(f, v, lanes, t)
		combine(v, t, v)
	}
	if byteCount == 4 {
		f.Odd(f, v, t)
		combine(v, t, v)
	}
	f.Free(t)
}
