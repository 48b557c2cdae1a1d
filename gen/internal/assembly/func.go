package assembly

import (
	"fmt"
	"strings"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A Func is one kernel being written.
type Func struct {
	*Arch
	Kernel cat.Kernel

	args       []arg
	pointers   map[string]string // general register of each array argument
	stream     bool              // stores go around the caches
	inRest     bool              // the pairs are those behind the last whole turn
	part       int               // the offset of the part
	abreast    int               // how many vectors go through the program together
	roundsEach bool              // an output that is another's negative is rounded, too
	short      bool              // there were not enough registers for that
	top        Reg               // the highest that was a Temp
	mask       Reg               // of the part's pairs, where the instruction set has one in a vector
	counts     Reg               // of pairs
	free       []bool            // which vector registers are
	constants  map[string]Reg    // vector registers that keep one value throughout
	lowest     Reg               // the lowest of those
	setup      []line            // what fills them
	lines      []line
}

// A line is a label, an instruction with what it computes, or a heading: a
// comment alone.
type line struct{ text, comment string }

// isLabel reports whether the line is a label.
func (l line) isLabel() bool { return strings.HasSuffix(l.text, ":") }

// An arg is an argument at its offset from the frame pointer, in bytes.
type arg struct {
	name         string
	size, offset int
}

func newFunc(a *Arch, k cat.Kernel, stream bool, abreast int) *Func {
	f := &Func{
		Arch: a, Kernel: k, stream: stream, mask: none, abreast: abreast, top: none,
		pointers:  map[string]string{},
		constants: map[string]Reg{},
		free:      make([]bool, a.Vectors),
		lowest:    Reg(a.Vectors),
	}
	for i := range f.free {
		f.free[i] = true
	}
	return f
}

// printf adds an instruction.
func (f *Func) printf(format string, args ...any) {
	for text := range strings.SplitSeq(fmt.Sprintf(format, args...), "\n") {
		f.lines = append(f.lines, line{text: text})
	}
}

// label adds a label.
func (f *Func) label(name string) { f.lines = append(f.lines, line{text: name + ":"}) }

// heading adds a comment on a line of its own.
func (f *Func) heading(text string) { f.lines = append(f.lines, line{comment: text}) }

// comment says of the last instruction what it computes.
func (f *Func) comment(text string) {
	last := &f.lines[len(f.lines)-1]
	if last.comment != "" {
		last.comment += "; "
	}
	last.comment += text
}

// Temp takes a free vector register, the lowest.
func (f *Func) Temp() Reg {
	for i, free := range f.free {
		if free {
			f.free[i] = false
			f.top = max(f.top, Reg(i))
			f.short = f.short || f.top >= f.lowest
			return Reg(i)
		}
	}
	f.short = true // and nothing that is written counts any more
	f.free = append(f.free, false)
	return Reg(len(f.free) - 1)
}

// Free gives a register back that Temp took.
func (f *Func) Free(r Reg) {
	if f.free[r] {
		panic(fmt.Sprintf("%s: register %d freed twice", f.name(), r))
	}
	f.free[r] = true
}

// Constant returns the register of a named constant. The first use reserves
// the highest register left, and fills it before the loop.
func (f *Func) Constant(name string) Reg {
	return f.reserve(name, f.Constants[name])
}

// Argument returns the register of a scalar argument, reserved like a constant.
func (f *Func) Argument(name string) Reg {
	return f.reserve(name, func(f *Func, dst Reg) { f.Broadcast(f, f.fp(name), dst) })
}

func (f *Func) reserve(name string, fill func(*Func, Reg)) Reg {
	if r, ok := f.constants[name]; ok {
		return r
	}
	f.lowest--
	f.short = f.short || f.top >= f.lowest
	f.constants[name] = f.lowest

	body := f.lines
	f.lines = nil
	fill(f, f.lowest)
	f.comment(name)
	f.setup = append(f.setup, f.lines...)
	f.lines = body
	return f.lowest
}

// name is the function's.
func (f *Func) name() string {
	if f.stream {
		return f.Kernel.Stream(f.Tier)
	}
	return f.Kernel.Variant(f.Tier)
}

// width is the number of pairs in a vector.
func (f *Func) width() int { return f.Tier.Width(f.precision()) }

// precision is that of the kernel's arithmetic.
func (f *Func) precision() cat.Float { return f.Kernel.DType.Compute }

// fp is an argument's place in the frame, as Go assembly writes it.
func (f *Func) fp(name string) string {
	for _, a := range f.args {
		if a.name == name {
			return fmt.Sprintf("%s+%d(FP)", name, a.offset)
		}
	}
	panic("no argument " + name)
}

// declare lays out arguments and results, and returns their total size.
func (f *Func) declare() int {
	var lanes []arg
	if f.Tier.LanesInMemory(f.Kernel) {
		lanes = []arg{{name: "acc", size: 8}}
	}
	f.args = cat.Parameters(f.Kernel, lanes,
		func(a cat.Array) arg { return arg{name: a.String(), size: 8} },
		func(s cat.Scalar) arg { return arg{name: s.String(), size: f.precision().Bytes()} },
		arg{name: "n", size: 8},
	)
	offset := 0
	for i := range f.args {
		f.args[i].offset = offset
		offset += f.args[i].size
	}
	addresses := len(f.args) - 1 - len(f.Kernel.Scalars()) // n and the scalars come last
	for i, a := range f.args[:min(addresses, len(f.Pointers))] {
		f.pointers[a.name] = f.Pointers[i]
	}
	for _, name := range f.Kernel.Results() {
		size := 8
		if name == cat.CountsResult {
			size = 4
		}
		offset = (offset + 7) &^ 7
		f.args = append(f.args, arg{name: name, size: size, offset: offset})
		offset += size
	}
	return offset
}
