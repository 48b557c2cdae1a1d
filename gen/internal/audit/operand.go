package audit

// A kind is a kind of operand.
type kind int

const (
	kindOther   kind = iota // a label, or an operand that kernels do not have
	kindImm                 // immediate: $1
	kindArg                 // argument: a+0(FP)
	kindField               // field of a struct: Args_X1(DI)
	kindReg                 // general register: AX, R10<<2
	kindVec                 // vector register: Z0, V0.S4, F0
	kindPair                // two vector registers: (F0, F1)
	kindMask                // mask register: K1
	kindMem                 // memory: 64(DI)(AX*4), (R3)(R1<<2), 32(SP)
	kindAddress             // address of memory: $8(RSP)
)

// An operand has the parts of an operand that the checks need.
type operand struct {
	text string
	kind kind
	reg  string // the general register, or the base register of memory
	id   int    // the number of that register in its function
	n    int    // the immediate, shift, displacement, or offset after the name of a field

	index   string // the index register of memory, if any
	indexID int
	scale   int

	typ, field string // the parts of a field's name, such as Args and X1

	use   use // the vector or mask register
	more  use // the second register of a pair
	lane  int // the size of the elements, if the operand names it, as in V0.S4
	lanes int // the number of elements, if the operand names it
	piece int // the element, if the operand means only one, and otherwise -1
}

// A use is a register as an operand: its number, and the number of its bytes that are read or written.
type use struct{ reg, bytes int }

// Mask registers are numbered after the vector registers.
const (
	firstMask = 32
	registers = firstMask + 8
)
