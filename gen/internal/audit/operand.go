package audit

// A kind of operand.
type kind int

const (
	kindOther   kind = iota // a label, or nothing that a kernel has
	kindImm                 // immediate: $1
	kindArg                 // argument: a+0(FP)
	kindField               // field of a struct: Args_X1(DI)
	kindReg                 // general register: AX, R10<<2
	kindVec                 // vector register: Z0, V0.S4, F0
	kindPair                // two of them: (F0, F1)
	kindMask                // mask register: K1
	kindMem                 // memory: 64(DI)(AX*4), (R3)(R1<<2), 32(SP)
	kindAddress             // address of memory: $8(RSP)
)

// An operand is taken apart as far as the checks need it.
type operand struct {
	text string
	kind kind
	reg  string // general register: the only one, or the base
	id   int    // of that register in its function
	n    int    // immediate, shift or displacement; what a field's name has behind it

	index   string // of memory, if any
	indexID int
	scale   int

	typ, field string // of a field: Args, X1

	use   use // of a vector or mask register
	more  use // of the second one of a pair
	lane  int // size of the elements that the operand names, if it does: V0.S4
	lanes int // and their number
	piece int // the one element that it means, -1 if it means all
}

// A use is a register as an operand: its number, and how many of its bytes are read
// or written.
type use struct{ reg, bytes int }

// Mask registers are numbered behind the vectors.
const (
	firstMask = 32
	registers = firstMask + 8
)
