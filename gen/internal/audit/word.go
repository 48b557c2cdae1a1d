package audit

import (
	"encoding/binary"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/arch/arm64/arm64asm"
)

var words = Check{
	Name: "words",
	Why:  "a word does what its bits say, whatever its comment does",
	Run: eachLine(func(f *function, l *line) string {
		if l.op != "WORD" || f.arch != "arm64" {
			return ""
		}
		text, err := decode(l.text)
		comment, _, _ := strings.Cut(l.comment, ";")
		op, _, _ := strings.Cut(text, " ")
		switch {
		case err != nil:
			return err.Error()
		case text != comment:
			return fmt.Sprintf("the comment says %q", comment)
		case !l.isFused() && operationsARM64[op] == nil:
			return "not on the list of ARMv8.0 instructions"
		}
		return ""
	}),
}

// The decoder drops the space after a comma inside brackets, and writes the zero of a comparison with zero as an
// integer. GNU's disassembler does not.
var (
	insideBrackets = regexp.MustCompile(`,(#\d+\])`)
	compareZero    = regexp.MustCompile(`^(fcm(?:ge|lt) .*), #0$`)
)

// decode returns the disassembly of the operand of a WORD.
func decode(operand string) (string, error) {
	digits, _ := strings.CutPrefix(operand, "$")
	code, err := strconv.ParseUint(digits, 0, 32)
	if err != nil {
		return "", fmt.Errorf("%q is no word", operand)
	}
	inst, err := arm64asm.Decode(binary.LittleEndian.AppendUint32(nil, uint32(code)))
	if err != nil {
		return "", fmt.Errorf("the decoder knows no such instruction")
	}
	text := insideBrackets.ReplaceAllString(arm64asm.GNUSyntax(inst), ", $1")
	return compareZero.ReplaceAllString(text, "$1, #0.0"), nil
}

var (
	wordVector  = regexp.MustCompile(`^([vqdshb])(\d+)(?:\.(\d+)([bhsd]))?$`)
	wordGeneral = regexp.MustCompile(`^[xw](\d+)$`)
	wordMemory  = regexp.MustCompile(`^\[x(\d+)(?:, #(\d+))?\]$`)
)

// disassembled returns the mnemonic and the operands of a disassembled word, in the order of Go's assembler.
func disassembled(word string) (base string, operands []operand) {
	base, rest, _ := strings.Cut(word, " ")
	for _, s := range splitOperands(rest) {
		o := operand{text: s, piece: -1}
		if m := wordVector.FindStringSubmatch(s); m != nil {
			o.kind, o.use = kindVec, use{number(m[2]), 16}
			o.lanes, o.lane = max(number(m[3]), 0), laneBytes[strings.ToUpper(m[4])]
		} else if m := wordGeneral.FindStringSubmatch(s); m != nil {
			o.kind, o.reg = kindReg, "R"+m[1]
		} else if m := wordMemory.FindStringSubmatch(s); m != nil {
			o.kind, o.reg, o.n = kindMem, "R"+m[1], max(number(m[2]), 0)
		} else if strings.HasPrefix(s, "#") {
			o.kind, o.n = kindImm, max(number(s[1:]), 0)
		}
		operands = append(operands, o)
	}
	return base, append(operands[1:], operands[0])
}
