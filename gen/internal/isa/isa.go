package isa

import (
	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A Reg is a vector register by its number, or a place in the frame (Func.Operand).
type Reg int

// None is no register.
const None Reg = -1

// A Mem is the place in memory of one vector's worth of an array.
type Mem struct {
	Name   string     // of the array, for labels
	Base   string     // general register that holds an address
	Elem   *cat.DType // type of the elements
	Offset int        // elements beyond the next pair to do
}

// Bytes is the offset in bytes.
func (m Mem) Bytes() int { return m.Offset * m.Elem.Bytes }

// A Set is an instruction set.
type Set struct {
	Tier    cat.Tier
	Vectors int   // number of vector registers
	Masks   []Reg // registers of their own for masks; none: masks are vectors
	// ScratchMask is one for a moment, None if masks are vectors.
	ScratchMask Reg
	Abreast     int // vectors of pairs computed together, if registers are enough: a power of 2

	Args     string   // general register that holds the address of the arguments
	Pointers []string // general registers for the addresses of arrays
	Late     string   // one for the address of an array beyond those, for a moment
	Index    string   // holds the number of pairs done
	Count    string   // holds the number of pairs, then that of the pairs left behind the loop

	// Spills says that instructions take constants from the frame: see Func.Operand.
	Spills bool
	// FromMemory lists the precisions in which a difference or a product takes a vector from
	// memory, rather than from a register that was loaded for it alone.
	FromMemory []cat.Float

	// Formats of general instructions.
	Enter     string // load the address of the arguments
	Load64    string // load %[1]s into register %[2]s
	Zero      string // set register %[1]s to 0
	Step      string // add %[1]d to register %[2]s
	Below     string // jump to label %[3]s if register %[1]s is less than register %[2]s
	IfNil     string // jump to label %[2]s if register %[1]s is 0
	IfSet     string // jump to label %[2]s if it is not
	LoadFlag  string // load the byte at %[1]s into a register of its own
	IfFlag    string // jump to label %[1]s if that is not 0
	Jump      string // jump to label %[1]s
	FirstTurn string // make the count that of the last turn's first pair; jump to tail if there is none
	Align     string // move on to a place where a loop begins well, if it matters
	InChunk   string // jump to label %[2]s if the index has a bit of %[1]d
	NoChunk   string // jump to it if the index has none
	NextTurn  string // jump to loop if the index is at most the count
	Left      string // make the count that of the pairs left after turns of %[1]d; jump to %[2]s if it is 0
	NextPart  string // leave %[1]d pairs out of the count; jump to part if some are left
	Prefetch  string // bring %[1]s close, past the last cache, if there is a way
	Fence     string // instruction behind stores around the caches
	Leave     string // instruction before every return, if any

	// The frame: FirstLocal is the offset of the first local variable.
	FirstLocal  int
	FrameFormat string // address of a local: %[1]d is its offset
	// StoreTerms stores the terms of a part in the frame, which has room for the terms of a turn. The last argument is
	// the number of pairs of a turn.
	StoreTerms func(f *Func, v Reg, room Reg, turn int)

	// Result returns the first float64 of vector register %[1]d in %[2]s, CountResult the
	// first 32 bits.
	Result      string
	CountResult string

	// Field is the operand of a field of the arguments.
	Field func(f *Func, field string) string
	// At is the operand of one vector in memory. Indexed is the operand of an element, given its size in bytes
	// and the register with its index.
	At      func(m Mem) string
	Indexed func(base, index string, byteCount int) string
	// Address returns the register from which an array is addressed. It emits what fills the register, if necessary.
	Address func(f *Func, c *cat.Column) string
	// Advance moves on by a number of pairs. Skip moves arrays' addresses, if they move at all,
	// on to what the index says already.
	Advance func(f *Func, pairs int)
	Skip    func(f *Func)

	// Part prepares a part: a vector of which only the first pairs are there, as many as the
	// count says. Moves of elements may do without (nil: they never do). Keep makes values of v that belong to no pair +0, Blank NaN; KeepMask a
	// mask's no. NEON has no Blank.
	Part     func(f *Func)
	Without  func(f *Func) bool
	Keep     func(f *Func, v Reg)
	Blank    func(f *Func, v Reg)
	KeepMask func(f *Func, mask Reg)

	// Load fills dst with a vector of elements, widened to compute precision;
	// Store rounds v to elements. Both take as many elements as a vector of
	// compute precision has, or of the part: then Load fills up with zeros.
	Load  func(f *Func, m Mem, dst Reg)
	Store func(f *Func, v Reg, m Mem)

	// Narrow rounds v as Store does, and leaves elements in dst, which is not v. NegNarrow
	// and PutNarrow negate and store such. None of them: stores round, each for itself. To bfloat16, v is
	// no NaN but what Quiet makes of one, unless RoundsNaN says that it may be any.
	RoundsNaN bool
	Narrow    func(f *Func, v, dst Reg)
	NegNarrow func(f *Func, v, dst Reg)
	PutNarrow func(f *Func, v Reg, m Mem)

	// ChooseNarrow is elements, all the same, in the pairs of a mask, else +0.
	ChooseNarrow func(f *Func, mask, elements, dst Reg)

	// Paired lists the element types for which a register of elements becomes two vectors, of the even and of the odd
	// elements, because that takes no shuffles. LoadPair fills both vectors, NarrowPair and ChoosePair are Narrow and
	// ChooseNarrow for both, and Unzip makes such vectors of two consecutive ones.
	Paired     []*cat.DType
	LoadPair   func(f *Func, m Mem, even, odd Reg)
	NarrowPair func(f *Func, even, odd, dst Reg)
	ChoosePair func(f *Func, even, odd, elements, dst Reg)
	Unzip      func(f *Func, first, second Reg)

	// StoreElements and LoadElements move a vector's worth of elements, which are in v, to and
	// from the frame.
	StoreElements func(f *Func, v Reg, at string)
	LoadElements  func(f *Func, at string, dst Reg)

	// LoadWhole and StoreWhole move a register from and to a memory operand, StoreAround around
	// the caches, if there is a way. LoadTwo and StoreTwo move two registers that follow each
	// other at a time; nil: no instruction does.
	LoadWhole   func(f *Func, at string, dst Reg)
	StoreWhole  func(f *Func, v Reg, at string)
	StoreAround func(f *Func, v Reg, at string)
	LoadTwo     func(f *Func, at string, dst Reg)
	StoreTwo    func(f *Func, v Reg, at string)

	// Arith is dst = x op y, op one of ADD, SUB and MUL. y may be in the frame.
	Arith func(f *Func, p cat.Float, op string, x, y, dst Reg)
	// ArithMem is Arith with y in memory, where FromMemory allows for that.
	ArithMem func(f *Func, p cat.Float, op string, x Reg, y Mem, dst Reg)

	// The operations of arithmetic.Builder. A hook writes dst last: it may be a source.
	Clamp func(f *Func, u, dst Reg)
	// ClampOnly is Clamp for kernels that do not use WhereAtLeast. It keeps other execution units busy. nil: Clamp is used.
	ClampOnly func(f *Func, u, dst Reg)
	Neg       func(f *Func, v, dst Reg)
	Quiet     func(f *Func, v, dst Reg)
	// IfNaN jumps to a label if at least one of the values is NaN. Quiet is then emitted behind the label, out of the
	// loop. nil: Quiet is emitted in the loop.
	IfNaN func(f *Func, values []Reg, label string)

	// Comparisons say no outside of a mask, if it is not None. b may be in the frame.
	AtLeast func(f *Func, within, a, b, dst Reg)
	Above   func(f *Func, within, a, b, dst Reg)
	NotZero func(f *Func, v, dst Reg)
	And     func(f *Func, a, b, dst Reg)
	Where   func(f *Func, mask, v, dst Reg) // v may be in the frame
	Tally   func(f *Func, mask, counts Reg)

	// TallySigns counts the pairs of a mask with v < 0 and the pairs with v > 0. If there are few registers, both counts are in
	// one register, each in half of the bits of a lane. Then Halves leaves the first count there and puts the second one into
	// upper. If Halves is nil, each count has a register.
	TallySigns func(f *Func, within, v, below, above Reg)
	Halves     func(f *Func, both, upper Reg)

	// WhereAtLeast is v where u is not below a scalar that is Tiny, else +0, and also where u is
	// NaN. dst may be v, and not u. nil: AtLeast and Where do that.
	WhereAtLeast func(f *Func, u Reg, bound *cat.Scalar, v, dst Reg)

	// Where masks have registers of their own, a comparison takes longer than arithmetic on signs.
	// Unequal says where two values differ and neither is NaN. Flip changes the sign of v where
	// by is negative. Signs makes -1 of negative values and 0 of others, in 32 bits, and Deduct
	// takes such from counts where a mask says so. nil: comparisons do.
	Unequal func(f *Func, a, b, dst Reg)
	Flip    func(f *Func, by, v Reg)
	Signs   func(f *Func, v, dst Reg)
	Deduct  func(f *Func, mask, signs, counts Reg)

	// Integer is Arith in 32 bits, and op may be MIN or MAX, without signs (not on NEON).
	// WidenInteger is Widen for them; Odd moves the upper 32 bits of each 64 down.
	Integer      func(f *Func, op string, x, y, dst Reg)
	WidenInteger func(f *Func, v, dst Reg)
	Odd          func(f *Func, v, dst Reg)
	// Apart lists operations whose hook writes dst before it reads its arguments, so that dst must be another register.
	Apart []arithmetic.Kind

	// Move copies a vector.
	Move func(f *Func, v, dst Reg)
	// AddUpper adds the upper half of a vector of 16 float32 to its lower half.
	AddUpper func(f *Func, v Reg)
	// Widen fills dst with float64 values: the lower float32 values of v, as many as fit;
	// WidenUpper with those above them.
	Widen, WidenUpper func(f *Func, v, dst Reg)
	// Upper moves the upper half of the first so many float64 values of v to the front.
	Upper func(f *Func, v Reg, lanes int, dst Reg)

	// Broadcast fills dst with a scalar of compute precision, Fill each 64 bits of it.
	Broadcast func(f *Func, at string, dst Reg)
	Fill      func(f *Func, pattern uint64, dst Reg)
	// Constants fill dst with what their name says; see the hooks that use them.
	Constants map[string]func(f *Func, dst Reg)
}

// Sets are the instruction sets, in the order of the catalogue's tiers.
var Sets = []*Set{AVX512, AVX2, NEON}
