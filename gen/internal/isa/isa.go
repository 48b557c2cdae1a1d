package isa

import (
	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A Reg is the number of a vector register, or stands for a place in the frame (see Func.Operand).
type Reg int

// None is no register.
const None Reg = -1

// A Mem is the place in memory of the elements of an array for one vector.
type Mem struct {
	Name   string     // the name of the array, for labels
	Base   string     // the general register that holds the address
	Elem   *cat.DType // the type of the elements
	Offset int        // in elements, from the next pair to do
}

// Bytes returns the offset in bytes.
func (m Mem) Bytes() int { return m.Offset * m.Elem.Bytes }

// A Set is an instruction set.
type Set struct {
	Tier    cat.Tier
	Vectors int   // the number of vector registers
	Masks   []Reg // the mask registers; if there are none, masks are vectors
	// ScratchMask is a mask register for temporary use, or None if masks are vectors.
	ScratchMask Reg
	Abreast     int // the number of vectors of pairs that are computed together if there are enough registers; a power of 2

	Args     string   // general register: the address of the arguments
	Pointers []string // general registers for the addresses of arrays
	Late     string   // general register for the address of an array that has none of Pointers
	Index    string   // general register: the number of pairs done
	Count    string   // general register: the number of pairs, and after the loop the number of pairs left

	// Spills says that instructions take constants from the frame: see Func.Operand.
	Spills bool
	// FromMemory lists the precisions in which a difference or a product takes an operand from memory, if that
	// operand would otherwise be loaded into a register only for this.
	FromMemory []cat.Float

	// These are formats of general instructions.
	Enter     string // load the address of the arguments
	Load64    string // load %[1]s into register %[2]s
	Zero      string // set register %[1]s to 0
	Step      string // add %[1]d to register %[2]s
	Below     string // jump to label %[3]s if register %[1]s is less than register %[2]s
	IfNil     string // jump to label %[2]s if register %[1]s is 0
	IfSet     string // jump to label %[2]s if register %[1]s is not 0
	LoadFlag  string // load the byte at %[1]s into the flag register
	IfFlag    string // jump to label %[1]s if the flag register is not 0
	Jump      string // jump to label %[1]s
	FirstTurn string // set the count to the index of the last turn's first pair; jump to tail if there is no turn
	Align     string // align the beginning of a loop, if it matters
	InChunk   string // jump to label %[2]s if the index and %[1]d have a bit in common
	NoChunk   string // jump to label %[2]s if they have none
	NextTurn  string // jump to loop if the index is at most the count
	Left      string // set the count to the number of pairs left after turns of %[1]d; jump to %[2]s if it is 0
	NextPart  string // subtract %[1]d from the count; jump to part if pairs are left
	Prefetch  string // prefetch %[1]s in such a way that it leaves nothing in the last cache, if there is one
	Fence     string // instruction after stores past the caches
	Leave     string // instruction before every return, if any

	// FirstLocal is the offset of the frame's first local variable.
	FirstLocal  int
	FrameFormat string // address of a local: %[1]d is its offset
	// StoreTerms stores the terms of a part in the frame, which has room for the terms of a turn. The last argument is
	// the number of pairs of a turn.
	StoreTerms func(f *Func, v Reg, room Reg, turn int)

	// Result stores the first float64 of vector register %[1]d in %[2]s, and CountResult stores the first 32
	// bits.
	Result      string
	CountResult string

	// Field returns the operand for a field of the arguments.
	Field func(f *Func, field string) string
	// At returns the operand for a place in memory. Indexed returns the operand for an element of the given
	// number of bytes whose index is in a register.
	At      func(m Mem) string
	Indexed func(base, index string, byteCount int) string
	// Address returns the register from which an array is addressed. It emits what fills the register, if necessary.
	Address func(f *Func, c *cat.Column) string
	// Advance moves on by a number of pairs. Skip moves the addresses of arrays, if the set moves addresses at
	// all, to where the index already is.
	Advance func(f *Func, pairs int)
	Skip    func(f *Func)

	// Part prepares a part: a vector that has only as many pairs as the count says. Moves of elements do not need
	// this if Without is not nil and returns true. Keep sets the values of v that belong to no pair to +0, Blank
	// sets them to NaN, and KeepMask sets such values of a mask to false. NEON has no Blank.
	Part     func(f *Func)
	Without  func(f *Func) bool
	Keep     func(f *Func, v Reg)
	Blank    func(f *Func, v Reg)
	KeepMask func(f *Func, mask Reg)

	// Load fills dst with elements, widened to compute precision. Store rounds v to elements and stores them.
	// Both move as many elements as a vector of compute precision has or, in the tail, as the part has. In that
	// case Load sets the rest to 0.
	Load  func(f *Func, m Mem, dst Reg)
	Store func(f *Func, v Reg, m Mem)

	// Narrow rounds v as Store does, and leaves the elements in dst, which is not v. NegNarrow and PutNarrow
	// negate and store such elements. If all three are nil, each store rounds by itself. For bfloat16, a NaN in v
	// must come from Quiet, unless RoundsNaN is set.
	RoundsNaN bool
	Narrow    func(f *Func, v, dst Reg)
	NegNarrow func(f *Func, v, dst Reg)
	PutNarrow func(f *Func, v Reg, m Mem)

	// ChooseNarrow sets dst to elements, which are all equal, where mask is true, and to +0 elsewhere.
	ChooseNarrow func(f *Func, mask, elements, dst Reg)

	// Paired lists the element types for which a register of elements becomes two vectors, of the even and of the odd
	// elements, because that takes no shuffles. LoadPair fills both vectors, NarrowPair and ChoosePair are Narrow and
	// ChooseNarrow for both, and Unzip makes such vectors of two consecutive ones.
	Paired     []*cat.DType
	LoadPair   func(f *Func, m Mem, even, odd Reg)
	NarrowPair func(f *Func, even, odd, dst Reg)
	ChoosePair func(f *Func, even, odd, elements, dst Reg)
	Unzip      func(f *Func, first, second Reg)

	// StoreElements and LoadElements move the elements of a vector to the frame and back.
	StoreElements func(f *Func, v Reg, at string)
	LoadElements  func(f *Func, at string, dst Reg)

	// LoadWhole and StoreWhole move a register from and to a memory operand, and StoreAround stores it past the
	// caches. LoadTwo and StoreTwo move two consecutive registers at a time. Hooks for which there is no
	// instruction are nil.
	LoadWhole   func(f *Func, at string, dst Reg)
	StoreWhole  func(f *Func, v Reg, at string)
	StoreAround func(f *Func, v Reg, at string)
	LoadTwo     func(f *Func, at string, dst Reg)
	StoreTwo    func(f *Func, v Reg, at string)

	// Arith computes dst = x op y, where op is ADD, SUB, MUL or DIV. y may be in the frame.
	Arith func(f *Func, p cat.Float, op string, x, y, dst Reg)
	// ArithMem is Arith with y in memory, for precisions in FromMemory.
	ArithMem func(f *Func, p cat.Float, op string, x Reg, y Mem, dst Reg)

	// These are the operations of arithmetic.Builder. A hook writes dst last, so that dst may also be a source.
	Max   func(f *Func, a, b, dst Reg) // b may be in the frame
	Abs   func(f *Func, v, dst Reg)
	Clamp func(f *Func, u, dst Reg)
	// ClampOnly is Clamp for kernels that do not use WhereAtLeast. It uses other execution units than Clamp. If
	// it is nil, these kernels use Clamp.
	ClampOnly func(f *Func, u, dst Reg)
	Neg       func(f *Func, v, dst Reg)
	Quiet     func(f *Func, v, dst Reg)
	// IfNaN jumps to a label if at least one of the values is NaN. Quiet is then emitted behind the label, out of the
	// loop. If IfNaN is nil, Quiet is emitted in the loop.
	IfNaN func(f *Func, values []Reg, label string)

	// The result of a comparison is false where the mask within is false, unless within is None. b may be in the
	// frame.
	AtLeast func(f *Func, within, a, b, dst Reg)
	Above   func(f *Func, within, a, b, dst Reg)
	Equal   func(f *Func, within, a, b, dst Reg)
	NotZero func(f *Func, v, dst Reg)
	And     func(f *Func, a, b, dst Reg)
	Or      func(f *Func, a, b, dst Reg)
	Where   func(f *Func, mask, v, dst Reg) // v may be in the frame
	Select  func(f *Func, mask, a, b, dst Reg)
	Tally   func(f *Func, mask, counts Reg)

	// TallySigns counts the pairs with v < 0 and the pairs with v > 0, where the mask within is true. If there
	// are few registers, both counts are in one register, each in half of the bits of a lane. Then Halves leaves
	// the first count there and puts the second one into upper. If Halves is nil, each count has a register.
	TallySigns func(f *Func, within, v, below, above Reg)
	Halves     func(f *Func, both, upper Reg)

	// WhereAtLeast sets dst to v where u is at least a scalar that is Tiny, and to +0 where u is less or NaN. dst
	// may be v, but not u. If it is nil, AtLeast and Where are used.
	WhereAtLeast func(f *Func, u Reg, bound *cat.Scalar, v, dst Reg)

	// With mask registers, a comparison takes longer than arithmetic on signs. Unequal is true where two values
	// differ and neither is NaN. Flip changes the sign of v where by is negative. Signs makes -1 of negative
	// values and 0 of others, as integers of 32 bits, and Deduct subtracts these from counts where a mask is
	// true. If they are nil, comparisons are used.
	Unequal func(f *Func, a, b, dst Reg)
	Flip    func(f *Func, by, v Reg)
	Signs   func(f *Func, v, dst Reg)
	Deduct  func(f *Func, mask, signs, counts Reg)

	// Integer is Arith for integers of 32 bits, where op may also be the unsigned MIN or MAX (not on NEON).
	// WidenInteger is Widen for such integers. Odd moves the upper 32 bits of each 64 bits to the lower ones.
	Integer      func(f *Func, op string, x, y, dst Reg)
	WidenInteger func(f *Func, v, dst Reg)
	Odd          func(f *Func, v, dst Reg)
	// Apart lists operations whose hook writes dst before it reads its arguments, so that dst must be another register.
	Apart []arithmetic.Kind

	// Move copies a vector.
	Move func(f *Func, v, dst Reg)
	// AddUpper adds the upper half of a vector of 16 float32 to its lower half.
	AddUpper func(f *Func, v Reg)
	// Widen fills dst with float64 values: as many of the lowest float32 values of v as fit. WidenUpper does the
	// same with the float32 values above these.
	Widen, WidenUpper func(f *Func, v, dst Reg)
	// Upper moves the upper half of the first lanes float64 values of v to the beginning of dst.
	Upper func(f *Func, v Reg, lanes int, dst Reg)

	// Broadcast fills dst with copies of a scalar of compute precision, and Fill with copies of 64 bits.
	Broadcast func(f *Func, at string, dst Reg)
	Fill      func(f *Func, pattern uint64, dst Reg)
	// Constants has functions that fill dst with the constant of that name. The hooks use them.
	Constants map[string]func(f *Func, dst Reg)
}

// FewRegisters reports whether the set has so few vector registers that constants compete with values.
func (s *Set) FewRegisters() bool { return s.Vectors <= 16 }

// Sets has the instruction sets, in the order of the catalogue's tiers.
var Sets = []*Set{AVX512, AVX2, NEON}
