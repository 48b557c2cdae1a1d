package assembly_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A need is the CPU feature that an instruction takes with registers of 128, 256
// and 512 bits. Empty: there is no such form, or only that of AVX-512 VL.
type need struct{ x, y, z string }

// Rows that many instructions share.
var (
	avx     = need{"AVX", "AVX", "AVX512F"}   // VEX and EVEX: floating point, moves
	integer = need{"AVX", "AVX2", "AVX512F"}  // 256 bits of integers came later
	half    = need{"F16C", "F16C", "AVX512F"} // float16 conversions
	bitwise = need{"AVX", "AVX", "AVX512DQ"}  // VAND and kin on floating point
	evex    = need{"", "", "AVX512F"}         // EVEX only
	vexAVX  = need{"", "AVX", ""}             // VEX only
	vexAVX2 = need{"AVX", "AVX2", ""}         // VEX only, integers
)

// needs follows the Intel Software Developer's Manual, volume 2: the column "CPUID
// feature flag" of each instruction.
var needs = map[string]need{
	"VADDPD": avx, "VADDPS": avx, "VSUBPD": avx, "VSUBPS": avx, "VMULPD": avx, "VMULPS": avx,
	"VMAXPD": avx, "VMAXPS": avx, "VCMPPD": avx, "VCMPPS": avx,
	"VMOVAPD": avx, "VMOVAPS": avx, "VMOVUPD": avx, "VMOVUPS": avx,
	"VCVTDQ2PD": avx, "VCVTDQ2PS": avx, "VCVTPS2PD": avx,
	"VBROADCASTSS": avx,                      // from memory
	"VBROADCASTSD": {y: "AVX", z: "AVX512F"}, // from memory
	"VANDPD":       bitwise, "VANDPS": bitwise, "VORPD": bitwise, "VORPS": bitwise, "VXORPD": bitwise, "VXORPS": bitwise,
	"VPMOVSXBD": integer, "VPMOVZXWD": integer, "VPADDD": integer,
	"VPSLLD": integer, "VPSLLQ": integer, "VPSRLD": integer, // by an immediate
	"VCVTPH2PS": half, "VCVTPS2PH": half,
	"VPACKUSDW":    {"AVX", "AVX2", "AVX512BW"},
	"VEXTRACTF128": vexAVX, "VEXTRACTI128": {y: "AVX2"},
	"VPAND": vexAVX2, "VPCMPEQD": vexAVX2, "VMOVDQU": {"AVX", "AVX", ""},
	"VPANDD": evex, "VPXORD": evex, "VPTERNLOGD": evex, "VPTERNLOGQ": evex, "VPMOVDW": evex, "VEXTRACTF64X4": evex,
}

// baseline holds the general instructions: every amd64 has them.
var baseline = map[string]bool{"MOVQ": true, "XORL": true, "ADDQ": true, "TESTQ": true, "CMPQ": true,
	"JLT": true, "JNZ": true, "JZ": true, "RET": true}

// An instruction above the tier that was detected stops the program.
func TestFeatures(t *testing.T) {
	for tier, name := range map[string]string{"avx2": "AVX2", "avx512": "AVX512"} {
		has := map[string]bool{}
		for _, feature := range detected(t)[name] {
			has[feature] = true
		}
		require.NotEmpty(t, has, name)
		for _, f := range functions(t) {
			if f.tier != tier {
				continue
			}
			for _, l := range f.lines {
				for _, feature := range features(l) {
					assert.True(t, has[feature], "%s: %v needs %s", f.name, l, feature)
				}
			}
		}
	}
}

var vectorForm = regexp.MustCompile(`^([XYZ])(\d+)$`)

// features returns what an instruction needs; an unknown one needs "?".
func features(l *line) []string {
	op, _, _ := strings.Cut(l.op, ".")
	switch {
	case l.label != "" || baseline[op]:
		return nil
	case op == "VZEROUPPER":
		return []string{"AVX"}
	}
	width, extended := "", strings.Contains(l.op, ".")
	for _, operand := range l.operands {
		if m := vectorForm.FindStringSubmatch(operand); m != nil {
			width = max(width, m[1])
			n, err := strconv.Atoi(m[2])
			extended = extended || err != nil || n > 15 // EVEX alone reaches these
		}
		extended = extended || operand[0] == 'K'
	}
	if strings.HasPrefix(op, "VBROADCAST") && !strings.HasSuffix(l.operands[0], "(FP)") {
		return []string{"?"} // from a register, AVX2: not in the table
	}
	row, known := needs[op]
	plain := map[string]string{"X": row.x, "Y": row.y}[width]
	switch {
	case !known || width == "":
		return []string{"?"}
	case width != "Z" && !extended && plain != "":
		return []string{plain}
	case row.z == "":
		return []string{"?"}
	case width != "Z":
		return []string{row.z, "AVX512VL"}
	}
	return []string{row.z}
}
