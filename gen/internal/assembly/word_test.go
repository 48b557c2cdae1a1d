package assembly_test

import (
	"encoding/binary"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/arch/arm64/arm64asm"
)

// Words are assembled by hand: another decoder must read in each what its comment says.
func TestWordsDecode(t *testing.T) {
	seen := 0
	for _, f := range functions(t) {
		for _, l := range f.lines {
			if l.op == "WORD" {
				seen++
				assert.Equal(t, l.disassembly(), decode(t, l.operands[0]), "%s: %v", f.name, l)
			}
		}
	}
	assert.Positive(t, seen)
}

// What an assembler knows is written in its own language: words have no check but
// the decoder, which is for arm64.
func TestWordsOnlyForNEON(t *testing.T) {
	for _, f := range functions(t) {
		for _, l := range f.lines {
			if l.op == "WORD" || l.op == "BYTE" || l.op == "LONG" || l.op == "QUAD" {
				assert.Equal(t, "WORD arm64", l.op+" "+f.arch, "%s: %v", f.name, l)
			}
		}
	}
}

// The decoder drops the space after a comma inside brackets, and writes the zero
// that FCMGE compares with as an integer. GNU's own disassembler does neither.
var (
	insideBrackets = regexp.MustCompile(`,(#\d+\])`)
	compareZero    = regexp.MustCompile(`^(fcmge .*), #0$`)
)

// decode disassembles the operand of a WORD.
func decode(t *testing.T, operand string) string {
	t.Helper()
	hex, ok := strings.CutPrefix(operand, "$0x")
	require.True(t, ok, operand)
	word, err := strconv.ParseUint(hex, 16, 32)
	require.NoError(t, err)
	inst, err := arm64asm.Decode(binary.LittleEndian.AppendUint32(nil, uint32(word)))
	require.NoError(t, err, operand)
	text := insideBrackets.ReplaceAllString(arm64asm.GNUSyntax(inst), ", $1")
	return compareZero.ReplaceAllString(text, "$1, #0.0")
}
