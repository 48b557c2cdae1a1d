package audit

import (
	"regexp"
	"strconv"
	"strings"
)

// A kind of operand.
type kind int

const (
	kindOther kind = iota // a label, or nothing that a kernel has
	kindImm               // immediate: $1
	kindArg               // argument: n+32(FP)
	kindReg               // general register: AX, R10<<2
	kindVec               // vector register: Z0, V0.S4, F0
	kindMask              // mask register: K1
	kindMem               // memory: 64(DI)(AX*4)
)

// An operand is taken apart as far as the checks need it.
type operand struct {
	text string
	kind kind
	reg  string // general register: the only one, or the base
	n    int    // immediate, shift or displacement

	index string // of memory, if any
	scale int

	use use // of a vector or mask register
}

// A use is a register as an operand: its number, and how many of its bytes are read
// or written.
type use struct{ reg, bytes int }

// Mask registers are numbered behind the vectors.
const (
	firstMask = 32
	registers = firstMask + 8
)

var (
	regForm  = regexp.MustCompile(`^([A-Z]\w*|g)(?:<<(\d+))?$`)
	vecForm  = regexp.MustCompile(`^([XYZVF])(\d+)(?:\.[A-Z0-9]+(?:\[\d+\])?)?$`)
	maskForm = regexp.MustCompile(`^K([0-7])$`)
	memForm  = regexp.MustCompile(`^(-?\d+)?\((\w+)\)(?:\((\w+)\*([1248])\))?$`)
)

// vectorBytes are the sizes of vector registers by their letter.
var vectorBytes = map[string]int{"X": 16, "Y": 32, "Z": 64, "V": 16, "F": 16}

func parseOperand(s string) operand {
	o := operand{text: s}
	if digits, ok := strings.CutPrefix(s, "$"); ok {
		if n, err := strconv.ParseInt(digits, 0, 64); err == nil {
			o.kind, o.n = kindImm, int(n)
		}
		return o
	}
	if strings.HasSuffix(s, "(FP)") {
		o.kind = kindArg
		return o
	}
	if m := vecForm.FindStringSubmatch(s); m != nil {
		if n := number(m[2]); n >= 0 && n < firstMask {
			o.kind, o.use = kindVec, use{n, vectorBytes[m[1]]}
		}
		return o
	}
	if m := maskForm.FindStringSubmatch(s); m != nil {
		o.kind, o.use = kindMask, use{firstMask + number(m[1]), 8}
		return o
	}
	if m := regForm.FindStringSubmatch(s); m != nil {
		o.kind, o.reg = kindReg, m[1]
		if m[2] != "" {
			o.n = number(m[2])
		}
		return o
	}
	if m := memForm.FindStringSubmatch(s); m != nil {
		o.kind, o.reg, o.index = kindMem, m[2], m[3]
		if m[1] != "" {
			n, err := strconv.Atoi(m[1])
			if err != nil {
				return operand{text: s}
			}
			o.n = n
		}
		if m[4] != "" {
			o.scale = number(m[4])
		}
	}
	return o
}
