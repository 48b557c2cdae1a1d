// Package assembly emits the kernels as Go assembly. An instruction set is an
// Arch: commented data and a few hooks. How a kernel is laid out, which register
// holds what, and what is computed is the same for all of them.
package assembly

import (
	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A Reg is the number of a vector register.
type Reg int

const none Reg = -1

// A Mem is the place in memory of one vector's worth of an array.
type Mem struct {
	Array  cat.Array
	Ptr    string     // general register that holds the array's address
	Elem   *cat.DType // type of its elements
	Offset int        // elements beyond the next pair to do
}

// Bytes is the offset in bytes.
func (m Mem) Bytes() int { return m.Offset * m.Elem.Bytes }

// An Arch is an instruction set.
type Arch struct {
	Tier    cat.Tier
	Vectors int // number of vector registers
	Abreast int // vectors of pairs computed together, if registers are enough: a power of 2

	Pointers []string // general registers for the addresses of arrays
	Late     string   // general register for the address of an array beyond those
	Count    string   // general register that holds n, then the pairs left behind the loop

	// FromMemory lists the precisions in which a difference or a product takes a vector from
	// memory, rather than from a register that was loaded for it alone.
	FromMemory []cat.Float

	// MaskRegisters says that masks of the arithmetic are in registers of their own, from
	// 0 on, one for each of the vectors abreast.
	MaskRegisters bool

	// Formats of general instructions.
	Arg       string // load argument %[1]s into register %[2]s
	ZeroIndex string // set the index to 0
	SkipIfNil string // jump to label %[2]s if register %[1]s is 0
	MoveLanes string // add %[2]d to register %[1]s
	NextGroup string // jump to label %[2]s if the index has a bit of %[1]d
	FirstTurn string // make the count that of the last turn's first pair; jump to rest if there is none
	Align     string // move on to a place where a loop begins well, if it matters
	NextTurn  string // jump to loop if the index is at most that
	Rest      string // make the count that of the pairs left after turns of %[1]d; jump to %[2]s if 0
	Result    string // return the first float64 of vector register %[1]d in %[2]s
	// CountsResult returns the first 32 bits of vector register %[1]d in %[2]s.
	CountsResult string
	Fence        string // instruction behind stores around the caches
	RestLess     string // subtract %[1]d from the count
	BeforeExit   string // instruction before every return, if any

	// The rest goes by parts: vectors of which only the first pairs are there.
	PartStart string // begin a part register that says which pairs are left
	PartEmpty string // jump to %[1]s if none is
	PartSkip  string // leave the next %[1]d out; jump to %[2]s if none is left
	PartNext  string // leave the next %[1]d out; jump to %[2]s if some are left

	// Part prepares the next part.
	Part func(f *Func)
	// Keep makes values of v that belong to no pair of the part +0.
	Keep func(f *Func, v Reg)

	// Advance moves on by a number of pairs.
	Advance func(f *Func, pairs int)

	// Load fills dst with a vector of elements, widened to compute precision;
	// Store rounds v to elements. Both take as many elements as a vector of
	// compute precision has, or of the part: then Load fills up with zeros.
	Load  func(f *Func, m Mem, dst Reg)
	Store func(f *Func, v Reg, m Mem)

	// Narrow rounds v as Store does, and leaves elements in dst, which is not v. NegNarrow
	// and PutNarrow negate and store such. None of them: stores round, each for itself.
	Narrow    func(f *Func, v, dst Reg)
	NegNarrow func(f *Func, v, dst Reg)
	PutNarrow func(f *Func, v Reg, m Mem)

	// LoadLanes and StoreLanes move float64 lanes.
	LoadLanes  func(f *Func, ptr string, bytes int, dst Reg)
	StoreLanes func(f *Func, v Reg, ptr string, bytes int)

	// Arith is dst = x op y, op one of ADD, SUB and MUL.
	Arith func(f *Func, p cat.Float, op string, x, y, dst Reg)
	// ArithMem is Arith with y in memory, where FromMemory allows for that.
	ArithMem func(f *Func, p cat.Float, op string, x Reg, y Mem, dst Reg)

	// The operations of arithmetic.Builder. A hook writes dst last: it may be a source.
	Clamp func(f *Func, u, dst Reg)
	Gate  func(f *Func, u, g, dst Reg)
	Neg   func(f *Func, v, dst Reg)
	Quiet func(f *Func, v, dst Reg)

	NotZero func(f *Func, v, dst Reg)
	Where   func(f *Func, mask, v, dst Reg)
	// CountPairs counts pairs of a mask: in the lower 16 bits of each 32 those in which u is
	// 0 or more, in the upper those in which ahead is below 0.
	CountPairs func(f *Func, mask, u, ahead, counts Reg)
	// AddCounts is a += b, in 32 bits; OddCounts moves the upper 32 bits of each 64 down.
	AddCounts, OddCounts func(f *Func, a, b Reg)
	// Apart lists operations whose hook writes dst first: it is no source.
	Apart []arithmetic.Kind

	// Move copies a vector.
	Move func(f *Func, v, dst Reg)
	// Halves widens the float32 values of v to float64: lower lanes, upper lanes.
	Halves func(f *Func, v, lower, upper Reg)
	// Upper moves the upper half of the first so many float64 values of v to the front.
	Upper func(f *Func, v Reg, lanes int, dst Reg)

	// Broadcast fills dst with the scalar argument arg.
	Broadcast func(f *Func, arg string, dst Reg)
	// Constants fill dst with what their name says; see the hooks that use them.
	Constants map[string]func(f *Func, dst Reg)
}

// archs are the instruction sets, in the order of the catalogue's tiers.
var archs = []*Arch{avx512, avx2, neon}
