package counts

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
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
		head := regexp.MustCompile(`, NOSPLIT, \$(\d+)-(\d+)\n`).FindStringSubmatch(s)
		require.NotNil(t, head, name)
		assert.Equal(t, map[bool]string{false: "52", true: "60"}[strings.Contains(name, "/run_")], head[2], name)
		locals, _ := strconv.Atoi(head[1])
		for _, at := range regexp.MustCompile(`(\S*)\(SP\)`).FindAllStringSubmatch(s, -1) {
			offset, err := strconv.Atoi(at[1])
			require.NoError(t, err, at[0])
			assert.LessOrEqual(t, offset+32, locals, name)
		}
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
			if strings.Contains(name, "/run_") && strings.Contains(line, "(DI)") { // the caller's, others own what is beside it
				assert.Regexp(t, `K3|VPMASKMOVD`, line, name)
			}
		}
	}
}

// AVX2 has no instruction of AVX-512, and AVX-512 only those of F, BW, DQ and VL.
func TestFeatures(t *testing.T) {
	for _, l := range append(avx2.loop(), run2.run()...) {
		assert.NotRegexp(t, `\bK\d|\b[XYZ](1[6-9]|[23]\d)\b|\bZ\d|\.Z\b|VPTERNLOG|VPXORD|VMOVDQA32|VMOVDQU32|\dX4\b`, l.text)
	}
	known := map[string]bool{}
	for _, name := range strings.Fields(`VADDPD VBROADCASTSS VCMPPS VCVTDQ2PD VCVTPS2PD VEXTRACTF64X4 VEXTRACTI128 VEXTRACTI64X4 VMOVD VMOVDQA32
		VMOVDQU32 VMOVSD VMOVUPS VMULPD VPADDD VPBROADCASTQ VPMAXUD VPMINUD VPSHUFD VPSLLD VPSRAD VPSRLD VPSUBD VPTERNLOGD
		VPXORD VSUBPD VSUBPS VZEROUPPER KMOVW`) {
		known[name] = true
	}
	for _, l := range append(avx512.loop(), run512.run()...) {
		name, _, _ := strings.Cut(strings.Fields(l.text)[0], ".")
		if strings.HasPrefix(name, "V") || strings.HasPrefix(name, "K") {
			assert.True(t, known[name] || strings.HasSuffix(name, ":"), name)
		}
	}
}

// Exponents are as far apart as the sums of a run allow for, and no further.
func TestExponents(t *testing.T) {
	const products = runItems * runLists
	exact := func(least, most int) bool {
		unit := math.Ldexp(1, least-23)
		coarse := products * runItems * math.Ldexp(1, most+1)
		fine := products * math.Ldexp(1, grid-1)
		return coarse <= math.Ldexp(1, 53+grid) && fine <= unit*0x1p53
	}
	assert.True(t, exact(leastExponent, mostExponent))
	assert.False(t, exact(leastExponent-1, mostExponent))
	assert.False(t, exact(leastExponent, mostExponent+1))
	for _, e := range []int{leastExponent, mostExponent + 1} {
		assert.Equal(t, math.Float32bits(float32(math.Ldexp(1, e)))<<1, shifted(e))
	}
	assert.Equal(t, 1.5*math.Ldexp(1, 52+grid), math.Float64frombits(roundingBits))
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
