package audit

// operations tells what instructions do to vectors, by architecture. The zero sizes are those
// of the operands.
var operations = map[string]map[string]*operation{"amd64": operationsAMD64, "arm64": operationsARM64}

// unknownOperation is for instructions that are not in the tables, which is a finding of
// another check: any function of what is there.
var unknownOperation = &operation{lane: 4, unknown: true, do: mixes}

var operationsAMD64 = map[string]*operation{
	"VADDPS": {lane: 4, arithmetic: true, do: adds}, "VADDPD": {lane: 8, arithmetic: true, do: adds},
	"VSUBPS": {lane: 4, arithmetic: true, do: mixes}, "VSUBPD": {lane: 8, arithmetic: true, do: mixes},
	"VMULPS": {lane: 4, arithmetic: true, do: mixes}, "VMULPD": {lane: 8, arithmetic: true, do: mixes},
	"VMAXPS": {lane: 4, arithmetic: true, do: mixes}, "VMAXPD": {lane: 8, arithmetic: true, do: mixes},
	"VCMPPS": {lane: 4, arithmetic: true, do: mixes}, "VCMPPD": {lane: 8, arithmetic: true, do: mixes},
	"VFIXUPIMMPS": {lane: 4, keeps: true, arithmetic: true, do: mixes},
	"VFIXUPIMMPD": {lane: 8, keeps: true, arithmetic: true, do: mixes},

	"VPADDD": {lane: 4, do: adds}, "VPADDQ": {lane: 8, do: adds},
	"VPSUBD": {lane: 4, arithmetic: true, do: adds}, "VPSUBQ": {lane: 8, arithmetic: true, do: adds},
	"VPSUBW":  {lane: 2, do: adds},
	"VPMAXUD": {lane: 4, do: mixes}, "VPMINUD": {lane: 4, do: mixes},
	"VPCMPEQD": {lane: 4, do: equals}, "VPCMPEQW": {lane: 2, do: equals},
	"VPCMPGTD": {lane: 4, do: greater(1, 0)}, "VPCMPGTQ": {lane: 8, do: greater(1, 0)},

	"VANDPS": {lane: 4, do: ands}, "VANDPD": {lane: 8, do: ands}, "VPAND": {lane: 4, do: ands}, "VPANDD": {lane: 4, do: ands},
	"VORPS": {lane: 4, do: ors}, "VORPD": {lane: 8, do: ors},
	"VXORPS": {lane: 4, do: xors}, "VXORPD": {lane: 8, do: xors}, "VPXOR": {lane: 4, do: xors}, "VPXORD": {lane: 4, do: xors},
	"VPTERNLOGD": {lane: 4, keeps: true, do: ternary}, "VPTERNLOGQ": {lane: 8, keeps: true, do: ternary},
	"VBLENDVPS": {lane: 4, do: blends}, "VBLENDMPS": {lane: 4, masks: true, do: blendsByMask},

	"VPSLLW": {lane: 2, do: shifts(true)}, "VPSLLD": {lane: 4, do: shifts(true)}, "VPSLLQ": {lane: 8, do: shifts(true)},
	"VPSRAD": {lane: 4, do: converts}, "VPSRLD": {lane: 4, do: shifts(false)}, "VPSRLQ": {lane: 8, do: shifts(false)},
	"VPSLLDQ": {lane: 16, do: shiftsBytesLeft}, "VPSRLDQ": {lane: 16, do: shiftsBytesRight},

	"VMOVAPS": {lane: 4, do: copies}, "VMOVAPD": {lane: 8, do: copies},
	"VMOVUPS": {lane: 4, do: copies}, "VMOVUPD": {lane: 8, do: copies},
	"VMOVDQU": {lane: 4, do: copies}, "VMOVDQU16": {lane: 2, do: copies},
	"VMOVNTPS": {lane: 4, do: copies}, "VMOVNTPD": {lane: 8, do: copies}, "VMOVNTDQ": {lane: 4, do: copies},
	"VMOVD": {lane: 4, bytes: 4, do: copies}, "VMOVQ": {lane: 8, bytes: 8, do: copies},
	"VMOVSS": {lane: 4, bytes: 4, do: copies}, "VMOVSD": {lane: 8, bytes: 8, do: copies},
	"VMASKMOVPS": {lane: 4, chooses: true, do: movesMasked}, "VMASKMOVPD": {lane: 8, chooses: true, do: movesMasked},

	"VBROADCASTSS": {lane: 4, memory: 4, do: broadcasts}, "VBROADCASTSD": {lane: 8, memory: 8, do: broadcasts},
	"VPBROADCASTD": {lane: 4, memory: 4, do: broadcasts}, "VPBROADCASTQ": {lane: 8, memory: 8, do: broadcasts},
	"VEXTRACTF128": {lane: 16, do: extracts}, "VEXTRACTI128": {lane: 16, do: extracts},
	"VEXTRACTF64X4": {lane: 8, do: extracts},
	"VPERMILPD":     {lane: 8, do: permutesPairs}, "VPERMPD": {lane: 8, do: permutes}, "VPSHUFD": {lane: 4, do: permutes},
	"VPINSRB": {bytes: 1, do: inserts}, "VPINSRW": {bytes: 2, do: inserts},
	"VPINSRD": {bytes: 4, do: inserts}, "VPINSRQ": {bytes: 8, do: inserts},
	"VPEXTRW": {bytes: 2, do: takes}, "VPEXTRD": {bytes: 4, do: takes}, "VPEXTRQ": {bytes: 8, do: takes},

	"VCVTPS2PD": {lane: 8, from: 4, do: converts}, "VCVTPH2PS": {lane: 4, from: 2, do: converts},
	"VCVTDQ2PD": {lane: 8, from: 4, do: converts}, "VCVTDQ2PS": {lane: 4, do: converts},
	"VCVTPS2PH": {lane: 2, from: 4, do: converts}, "VPMOVDW": {lane: 2, from: 4, do: narrows},
	"VPMOVSXBD": {lane: 4, from: 1, do: converts},
	"VPMOVZXBD": {lane: 4, from: 1, do: extends}, "VPMOVZXBQ": {lane: 8, from: 1, do: extends},
	"VPMOVZXWD": {lane: 4, from: 2, do: extends}, "VPMOVZXWQ": {lane: 8, from: 2, do: extends},
	"VPMOVZXDQ": {lane: 8, from: 4, do: extends},
	"VPACKUSDW": {lane: 2, do: packs}, "VPACKSSDW": {lane: 2, do: packs},

	"KMOVW": {masks: true, do: fromBits}, "KANDW": {masks: true, do: both}, "VPMOVM2W": {lane: 2, masks: true, do: toWords},
	"VZEROUPPER": {do: func(*machine, *line) {}},
}

// ternary is any function of three bits: by 255 always yes.
func ternary(m *machine, l *line) {
	if l.setsOnes() {
		setsOnes(m, l)
	} else {
		mixes(m, l)
	}
}
