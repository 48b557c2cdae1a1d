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

	"github.com/marginrank/marginrank/gen/internal/isa"
)

// What Go and the CPU ask of assembly that the caller cannot check.
func TestManners(t *testing.T) {
	for name, text := range Files() {
		if !strings.HasSuffix(name, ".s") {
			continue
		}
		s := string(text)
		assert.NotRegexp(t, `\bR1[45]\b.*\(AX|\bR(18|2[6-9])\b`, s, name)
		assert.Equal(t, 1, strings.Count(s, "TEXT "), name)
		head := regexp.MustCompile(`, NOSPLIT, \$(\d+)-8\n`).FindStringSubmatch(s)
		require.NotNil(t, head, name)
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
	}
}

// Vectors of items that may not be whole are moved by a mask: all of a run, and those behind the loop of a list. What is
// beside a run's counts is somebody else's; a list's counts have room for whole vectors.
func TestMasks(t *testing.T) {
	array := regexp.MustCompile(`\((SI|DX|BX|R9|R10)\)\(AX\*4\)`)
	for _, s := range isa.Sets {
		if s.Tier.GOARCH != "amd64" {
			continue
		}
		functions := []*isa.Func{count(s), run(s)}
		for i, moves := range []int{2, 3} {
			var moved []string
			for _, l := range functions[i].Lines {
				if l.Text == "tail:" {
					moved = nil
				} else if array.MatchString(l.Text) {
					moved = append(moved, l.Text)
				}
			}
			for _, text := range moved {
				assert.Regexp(t, `\bK2\b|^VMASKMOVPS `, text, functions[i].Name)
			}
			assert.Len(t, moved, moves, functions[i].Name)
		}
	}
}

// AVX2 has no instruction of AVX-512, and AVX-512 only those of F, BW, DQ and VL.
func TestFeatures(t *testing.T) {
	for _, l := range append(count(isa.AVX2).Lines, run(isa.AVX2).Lines...) {
		assert.NotRegexp(t, `\bK\d|\b[XYZ](1[6-9]|[23]\d)\b|\bZ\d|\.Z\b|VPTERNLOG|VPXORD|VMOVDQA32|VMOVDQU32|\dX4\b`, l.Text)
	}
	known := map[string]bool{}
	for _, name := range strings.Fields(`VADDPD VBLENDMPS VBROADCASTSS VCMPPS VCVTDQ2PD VCVTPS2PD VEXTRACTF128 VEXTRACTF64X4 VMOVSD VMOVSS
		VMOVUPS VMULPD VPADDD VPBROADCASTQ VPERMILPD VPMAXUD VPMINUD VPSLLD VPSRAD VPSRLD VPSRLQ VPSUBD VPTERNLOGD
		VPXORD VSUBPD VSUBPS VZEROUPPER KMOVW`) {
		known[name] = true
	}
	for _, l := range append(count(isa.AVX512).Lines, run(isa.AVX512).Lines...) {
		name, _, _ := strings.Cut(strings.Fields(l.Text)[0], ".")
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
	for _, l := range count(isa.NEON).Lines {
		var code uint32
		if _, err := fmt.Sscanf(l.Text, "WORD $0x%X", &code); err != nil {
			continue
		}
		words++
		inst, err := arm64asm.Decode([]byte{byte(code), byte(code >> 8), byte(code >> 16), byte(code >> 24)})
		require.NoError(t, err)
		text, _, _ := strings.Cut(l.Comment, ";")
		assert.Equal(t, text, strings.ToLower(arm64asm.GNUSyntax(inst)))
	}
	assert.Equal(t, 13, words)
}
