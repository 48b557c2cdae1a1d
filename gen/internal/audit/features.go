package audit

import (
	"fmt"
	"slices"
	"strings"
)

var features = Check{
	Name: "features",
	Why:  "an instruction above the tier that was detected stops the program",
	Run: eachLine(func(f *function, l *line) string {
		if l.label != "" || l.claimed(f.arch) || l.isBaseline(f.arch) {
			return ""
		}
		if f.arch != "amd64" {
			return notInTable
		}
		needed := needs(l)
		if needed == nil {
			return notInTable
		}
		missing := slices.DeleteFunc(needed, func(feature string) bool {
			return slices.Contains(f.group.features[strings.ToUpper(f.tier)], feature)
		})
		if len(missing) == 0 {
			return ""
		}
		return fmt.Sprintf("needs %s, which tier %s does not detect", strings.Join(missing, ", "), f.tier)
	}),
}

const notInTable = "not in the table of instructions, or not in this form"

// claimed reports whether another check forbids an instruction in all tiers.
func (l *line) claimed(arch string) bool {
	return l.isData() || l.isFused() || l.isSSE(arch) || isJump[arch].MatchString(l.op)
}

// isBaseline reports whether every CPU of an architecture has an instruction.
func (l *line) isBaseline(arch string) bool {
	if l.general != nil {
		return true
	}
	if arch == "arm64" {
		return l.op == "RET" || l.op == l.base+postIndex[l.base] && operationsARM64[l.base] != nil
	}
	return slices.Contains([]string{"PCALIGN", "SFENCE", "RET"}, l.op)
}

// postIndex has the suffixes of arm64 instructions that move the address on.
var postIndex = map[string]string{"VLD1": ".P", "VST1": ".P"}

// A need has the CPU features that an instruction needs: in its VEX form with registers of 128 bits, in its VEX
// form with registers of 256 bits, and in its EVEX form. A feature is empty if there is no such form.
type need struct{ x, y, evex string }

// Many instructions have these needs.
var (
	float   = need{"AVX", "AVX", "AVX512F"}   // floating-point arithmetic, moves
	integer = need{"AVX", "AVX2", "AVX512F"}  // integer arithmetic
	half    = need{"F16C", "F16C", "AVX512F"} // float16 conversions
	bitwise = need{"AVX", "AVX", "AVX512DQ"}  // bitwise operations on floating point, such as VANDPS
	evex    = need{"", "", "AVX512F"}
)

// table follows the column "CPUID feature flag" in the Intel Software Developer's Manual, volume 2.
var table = map[string]need{
	"VADDPD": float, "VADDPS": float, "VSUBPD": float, "VSUBPS": float, "VMULPD": float, "VMULPS": float,
	"VDIVPD": float, "VDIVPS": float, "VMAXPD": float, "VMAXPS": float, "VCMPPD": float, "VCMPPS": float,
	"VMOVAPD": float, "VMOVAPS": float, "VMOVUPD": float, "VMOVUPS": float,
	"VCVTDQ2PD": float, "VCVTDQ2PS": float, "VCVTPS2PD": float,
	"VANDPD": bitwise, "VANDPS": bitwise, "VORPD": bitwise, "VORPS": bitwise, "VXORPD": bitwise, "VXORPS": bitwise,
	"VPADDD": integer, "VPCMPEQD": integer, "VPMOVSXBD": integer, "VPMOVZXWD": integer,
	"VPADDQ": integer, "VPSUBD": integer, "VPSUBQ": integer, "VPMAXUD": integer, "VPMINUD": integer, "VPSUBW": {"AVX", "AVX2", "AVX512BW"},
	"VPSLLD": integer, "VPSLLW": {"AVX", "AVX2", "AVX512BW"}, "VPCMPEQW": {"AVX", "AVX2", "AVX512BW"},
	"VPMOVM2W": {"", "", "AVX512BW"}, "VPSLLQ": integer, "VPSRLD": integer, "VPSRAD": integer, "VPSRLQ": integer,
	"VCVTPH2PS": half, "VCVTPS2PH": half,
	"VPACKUSDW": {"AVX", "AVX2", "AVX512BW"}, "VPACKSSDW": {"AVX", "AVX2", "AVX512BW"},
	"VPBLENDW": {"AVX", "AVX2", ""}, "VSHUFPS": float, "VPMOVSXBW": {"AVX", "AVX2", "AVX512BW"},
	"VPAND": {"AVX", "AVX2", ""}, "VMOVDQU": {"AVX", "AVX", ""},
	"VBROADCASTSS": float, "VBROADCASTSD": {"", "AVX", "AVX512F"},
	"VEXTRACTF128": {"", "AVX", ""}, "VEXTRACTI128": {"", "AVX2", ""},
	"VPANDD": evex, "VPXORD": evex, "VFIXUPIMMPS": evex, "VFIXUPIMMPD": evex, "VPTERNLOGD": evex, "VPTERNLOGQ": evex, "VPMOVDW": evex,
	"VEXTRACTF64X4": evex, "KMOVW": {"AVX512F", "", ""}, "VMOVDQU16": {"", "", "AVX512BW"},
	"VMOVMSKPS": {"AVX", "AVX", ""}, "VMOVMSKPD": {"AVX", "AVX", ""}, "VMOVSS": {"AVX", "", "AVX512F"}, "VMOVSD": {"AVX", "", "AVX512F"}, "VPERMILPD": float, "VMOVNTPS": float, "VMOVNTPD": float,
	"VMOVNTDQ": float, "VMASKMOVPS": {"AVX", "AVX", ""}, "VMASKMOVPD": {"AVX", "AVX", ""},
	"VMOVQ": {"AVX", "", "AVX512F"}, "VMOVD": {"AVX", "", "AVX512F"}, "VPXOR": {"AVX", "AVX2", ""},
	"VPINSRW": {"AVX", "", "AVX512BW"}, "VPINSRB": {"AVX", "", "AVX512BW"}, "VPEXTRW": {"AVX", "", "AVX512BW"},
	"VPMOVZXBD": integer, "VPMOVZXBQ": integer, "VPBROADCASTD": {"AVX2", "AVX2", "AVX512F"},
	"VPBROADCASTQ": {"AVX2", "AVX2", "AVX512F"}, "VPCMPGTD": integer, "VPCMPGTQ": integer,
	"VPMOVZXDQ": integer, "VPMOVZXWQ": integer, "VPSHUFD": integer,
	"VPSLLDQ": {"AVX", "AVX2", "AVX512BW"}, "VPSRLDQ": {"AVX", "AVX2", "AVX512BW"}, "VBLENDVPS": {"AVX", "AVX", ""}, "VBLENDVPD": {"AVX", "AVX", ""}, "VBLENDMPS": evex, "VBLENDMPD": evex,
	"VPINSRD": {"AVX", "", "AVX512DQ"}, "VPINSRQ": {"AVX", "", "AVX512DQ"}, "VPEXTRD": {"AVX", "", "AVX512DQ"}, "VPEXTRQ": {"AVX", "", "AVX512DQ"},
	"KANDW": {"", "AVX512F", ""}, "KORW": {"", "AVX512F", ""}, "VPERMPD": {"", "AVX2", "AVX512F"},
	"VZEROUPPER": {"AVX", "", ""},
}

// needs returns the features that an amd64 instruction needs. It returns nil if the instruction is not in the
// table, or if it has no such form.
func needs(l *line) []string {
	op, suffix, _ := strings.Cut(l.op, ".")
	row, ok := table[op]
	if !ok {
		return nil
	}
	byteCount, extended := 16, suffix != "" || l.any(kindMask) && !strings.HasPrefix(op, "K")
	for _, o := range l.operands {
		byteCount = max(byteCount, o.use.bytes)
		extended = extended || o.kind == kindVec && o.use.reg > 15 // only EVEX can encode these registers
	}
	if strings.HasPrefix(op, "VPS") && l.operand(0).kind == kindImm && l.operand(1).kind == kindMem {
		extended = true // a shift of memory by an immediate
	}
	if strings.HasPrefix(op, "VPBROADCAST") && l.operand(0).kind == kindReg {
		extended = true // a broadcast from a general register
	}
	plain := row.x
	if byteCount == 32 || row.x == "" && strings.HasPrefix(op, "K") { // instructions on masks have no vector registers
		plain = row.y
	}
	if strings.HasPrefix(op, "VBROADCAST") && l.operand(0).kind == kindVec && plain != "" {
		plain = "AVX2" // AVX broadcasts from memory only
	}
	switch {
	case byteCount < 64 && !extended && plain != "":
		return []string{plain}
	case row.evex == "" || op == "VEXTRACTF64X4" && byteCount < 64 || op == "VBROADCASTSD" && byteCount < 32:
		return nil
	case byteCount < 64:
		return []string{row.evex, "AVX512VL"}
	}
	return []string{row.evex}
}
