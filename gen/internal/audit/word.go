package audit

import (
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
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
		text, err := decode(l.operand(0).text)
		comment, _, _ := strings.Cut(l.comment, ";")
		op, _, _ := strings.Cut(text, " ")
		switch {
		case err != nil:
			return err.Error()
		case text != comment:
			return fmt.Sprintf("the comment says %q", comment)
		case !l.isFused() && !slices.Contains(baselineWords, op):
			return "not on the list of ARMv8.0 instructions"
		}
		return ""
	}),
}

// baselineWords are in every arm64. Those on halves, of ARMv8.2, the decoder does not know.
var baselineWords = []string{"fadd", "fsub", "fmul", "fmax", "fcmeq", "fcmge", "fcmlt", "fneg", "scvtf", "orn", "mvn",
	"fcvtl", "fcvtl2", "fcvtn", "sxtl", "shll", "shrn", "ldr"}

// The decoder drops the space after a comma inside brackets, and writes the zero
// that a comparison is with as an integer. GNU's own disassembler does neither.
var (
	insideBrackets = regexp.MustCompile(`,(#\d+\])`)
	compareZero    = regexp.MustCompile(`^(fcm(?:ge|lt) .*), #0$`)
)

// decode disassembles the operand of a WORD.
func decode(operand string) (string, error) {
	digits, _ := strings.CutPrefix(operand, "$")
	bits, err := strconv.ParseUint(digits, 0, 32)
	if err != nil {
		return "", fmt.Errorf("%q is no word", operand)
	}
	inst, err := arm64asm.Decode(binary.LittleEndian.AppendUint32(nil, uint32(bits)))
	if err != nil {
		return "", fmt.Errorf("the decoder knows no such instruction")
	}
	text := insideBrackets.ReplaceAllString(arm64asm.GNUSyntax(inst), ", $1")
	return compareZero.ReplaceAllString(text, "$1, #0.0"), nil
}
