package counts

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/arch/arm64/arm64asm"
)

// What Go and the CPU ask of assembly that the caller cannot check.
func TestManners(t *testing.T) {
	for name, text := range Files() {
		if !strings.HasSuffix(name, ".s") {
			continue
		}
		s := string(text)
		assert.NotRegexp(t, `\bR1[45]\b.*\(AX|\bR(18|2[6-9])\b|\b[XYZ]15\b`, s, name)
		assert.Equal(t, 1, strings.Count(s, "TEXT "), name)
		assert.Contains(t, s, ", NOSPLIT, $0-52\n", name)
		assert.Equal(t, 1, strings.Count(s, "\tRET\n"), name)
		assert.NotRegexp(t, `FMA|FMLA|FMLS`, s, name)
		if strings.HasSuffix(name, "_amd64.s") {
			assert.Contains(t, s, "\tVZEROUPPER\n\tRET\n", name)
		}
		// Inputs of a whole vector are read by a mask, or only where they are whole.
		for _, line := range strings.Split(s, "\n") {
			if strings.Contains(line, "MOVUPS") && regexp.MustCompile(`\((BX|R8)\)\(AX\*4\)`).MatchString(line) {
				assert.Regexp(t, `K3|VMASKMOVPS`, line, name)
			}
		}
	}
}

// AVX2 has no instruction of AVX-512.
func TestFeatures(t *testing.T) {
	for _, l := range avx2.loop() {
		assert.NotRegexp(t, `\bK\d|\bZ\d|\.Z\b|VPTERNLOG|VPXORD`, l.text)
	}
}

// Words are what their disassembly says.
func TestWords(t *testing.T) {
	words := 0
	for _, l := range neon.loop() {
		var code uint32
		if _, err := fmt.Sscanf(l.text, "WORD $0x%X", &code); err != nil {
			continue
		}
		words++
		inst, err := arm64asm.Decode([]byte{byte(code), byte(code >> 8), byte(code >> 16), byte(code >> 24)})
		require.NoError(t, err)
		assert.Equal(t, l.comment, strings.ToLower(arm64asm.GNUSyntax(inst)))
	}
	assert.Equal(t, 6, words)
}
