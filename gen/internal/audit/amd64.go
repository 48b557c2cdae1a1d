package audit

// operations says what instructions do to vectors and masks, by architecture.
var operations = map[string]map[string]*operation{"amd64": operationsAMD64, "arm64": operationsARM64}

// unknownOperation stands for instructions that are not in the tables. It makes an unknown function of the
// operands. Another check reports these instructions.
var unknownOperation = &operation{unknown: true, do: func(m *machine, l *line) {
	if l.form.dst.kind != kindVec {
		return
	}
	for i := range l.form.dst.use.bytes {
		c := constant
		for _, o := range l.form.sources {
			c = m.mixed(c, m.vectors[o.use.reg][i])
		}
		m.vectors[l.form.dst.use.reg][i] = c
	}
}}

var operationsAMD64 = map[string]*operation{
	"VADDPS": {needs: 2, lane: 4, arithmetic: true, commutes: true, do: adds}, "VADDPD": {needs: 2, lane: 8, arithmetic: true, commutes: true, do: adds},
	"VSUBPS": {needs: 2, lane: 4, arithmetic: true, do: mixes}, "VSUBPD": {needs: 2, lane: 8, arithmetic: true, do: mixes},
	"VMULPS": {needs: 2, commutes: true, lane: 4, arithmetic: true, do: mixes}, "VMULPD": {needs: 2, commutes: true, lane: 8, arithmetic: true, do: mixes},
	"VDIVPS": {needs: 2, lane: 4, arithmetic: true, do: mixes}, "VDIVPD": {needs: 2, lane: 8, arithmetic: true, do: mixes},
	"VMAXPS": {needs: 2, lane: 4, arithmetic: true, do: mixes}, "VMAXPD": {needs: 2, lane: 8, arithmetic: true, do: mixes},
	"VCMPPS": {needs: 2, lane: 4, arithmetic: true, do: mixes}, "VCMPPD": {needs: 2, lane: 8, arithmetic: true, do: mixes},
	"VFIXUPIMMPS": {needs: 3, lane: 4, keeps: true, arithmetic: true, do: mixes},
	"VFIXUPIMMPD": {needs: 3, lane: 8, keeps: true, arithmetic: true, do: mixes},

	"VPADDD": {needs: 2, lane: 4, commutes: true, do: adds}, "VPADDQ": {needs: 2, lane: 8, commutes: true, do: adds},
	"VPSUBD": {needs: 2, lane: 4, arithmetic: true, do: adds}, "VPSUBQ": {needs: 2, lane: 8, arithmetic: true, do: adds},
	"VPSUBW":  {needs: 2, lane: 2, do: adds},
	"VPMAXUD": {needs: 2, lane: 4, do: mixes}, "VPMINUD": {needs: 2, lane: 4, do: mixes},
	"VPCMPEQD": {needs: 2, lane: 4, do: equals}, "VPCMPEQW": {needs: 2, lane: 2, do: equals},
	"VPCMPGTD": {needs: 2, lane: 4, do: greater(1, 0)}, "VPCMPGTQ": {needs: 2, lane: 8, do: greater(1, 0)},

	"VANDPS": {needs: 2, lane: 4, commutes: true, do: ands}, "VANDPD": {needs: 2, lane: 8, commutes: true, do: ands}, "VPAND": {needs: 2, lane: 4, commutes: true, do: ands}, "VPANDD": {needs: 2, lane: 4, commutes: true, do: ands},
	"VORPS": {needs: 2, lane: 4, commutes: true, do: ors}, "VORPD": {needs: 2, lane: 8, commutes: true, do: ors},
	"VXORPS": {needs: 2, lane: 4, commutes: true, do: xors}, "VXORPD": {needs: 2, lane: 8, commutes: true, do: xors}, "VPXOR": {needs: 2, lane: 4, commutes: true, do: xors}, "VPXORD": {needs: 2, lane: 4, commutes: true, do: xors},
	"VPTERNLOGD": {needs: 3, lane: 4, keeps: true, do: ternary}, "VPTERNLOGQ": {needs: 3, lane: 8, keeps: true, do: ternary},
	"VBLENDVPS": {needs: 3, lane: 4, do: blends(0, 1, 2)}, "VBLENDVPD": {needs: 3, lane: 8, do: blends(0, 1, 2)},
	"VBLENDMPS": {needs: 3, lane: 4, masks: true, do: blendsByMask}, "VBLENDMPD": {needs: 3, lane: 8, masks: true, do: blendsByMask},

	"VPSLLW": {lane: 2, do: shifts(true)}, "VPSLLD": {lane: 4, do: shifts(true)}, "VPSLLQ": {lane: 8, do: shifts(true)},
	"VPSRAD": {lane: 4, do: shiftsSigned}, "VPSRLD": {lane: 4, do: shifts(false)}, "VPSRLQ": {lane: 8, do: shifts(false)},
	"VPSLLDQ": {lane: 16, do: shiftsBytesLeft}, "VPSRLDQ": {lane: 16, do: shiftsBytesRight},

	"VMOVAPS": {lane: 4, do: copies}, "VMOVAPD": {lane: 8, do: copies},
	"VMOVUPS": {lane: 4, do: copies}, "VMOVUPD": {lane: 8, do: copies},
	"VMOVDQU": {lane: 4, do: copies}, "VMOVDQU16": {lane: 2, do: copies},
	"VMOVNTPS": {lane: 4, do: copies}, "VMOVNTPD": {lane: 8, do: copies}, "VMOVNTDQ": {lane: 4, do: copies},
	"VMOVD": {lane: 4, bytes: 4, do: copies}, "VMOVQ": {lane: 8, bytes: 8, do: copies},
	"VMOVSS": {lane: 4, bytes: 4, do: copies}, "VMOVSD": {lane: 8, bytes: 8, do: copies},
	"VMASKMOVPS": {needs: 2, lane: 4, chooses: true, do: movesMasked}, "VMASKMOVPD": {needs: 2, lane: 8, chooses: true, do: movesMasked},

	"VMOVMSKPS": {lane: 4, tells: true, do: tellsSigns}, "VMOVMSKPD": {lane: 8, tells: true, do: tellsSigns},

	"VBROADCASTSS": {lane: 4, memory: 4, do: broadcasts}, "VBROADCASTSD": {lane: 8, memory: 8, do: broadcasts},
	"VPBROADCASTD": {lane: 4, memory: 4, do: broadcasts}, "VPBROADCASTQ": {lane: 8, memory: 8, do: broadcasts},
	"VEXTRACTF128": {lane: 16, do: extracts}, "VEXTRACTI128": {lane: 16, do: extracts},
	"VEXTRACTF64X4": {lane: 8, do: extracts},
	"VPERMILPD":     {lane: 8, do: permutesPairs}, "VPERMPD": {lane: 8, do: permutes}, "VPSHUFD": {lane: 4, do: permutes},
	"VPINSRB": {needs: 2, bytes: 1, do: inserts}, "VPINSRW": {needs: 2, bytes: 2, do: inserts},
	"VPINSRD": {needs: 2, bytes: 4, do: inserts}, "VPINSRQ": {needs: 2, bytes: 8, do: inserts},
	"VPEXTRW": {bytes: 2, do: takes}, "VPEXTRD": {bytes: 4, do: takes}, "VPEXTRQ": {bytes: 8, do: takes},

	"VCVTPS2PD": {lane: 8, from: 4, do: widens}, "VCVTPH2PS": {lane: 4, from: 2, do: converts},
	"VCVTDQ2PD": {lane: 8, from: 4, do: converts}, "VCVTDQ2PS": {lane: 4, do: converts},
	"VCVTPS2PH": {lane: 2, from: 4, do: converts}, "VPMOVDW": {lane: 2, from: 4, do: narrows},
	"VPMOVSXBD": {lane: 4, from: 1, do: extendsSigned},
	"VPMOVZXBD": {lane: 4, from: 1, do: extends}, "VPMOVZXBQ": {lane: 8, from: 1, do: extends},
	"VPMOVZXWD": {lane: 4, from: 2, do: extends}, "VPMOVZXWQ": {lane: 8, from: 2, do: extends},
	"VPMOVZXDQ": {lane: 8, from: 4, do: extends},
	"VPACKUSDW": {needs: 2, lane: 2, do: packs}, "VPACKSSDW": {needs: 2, lane: 2, do: packs},
	"VPBLENDW": {needs: 2, lane: 2, do: blendsWords}, "VSHUFPS": {needs: 2, lane: 4, do: shuffles}, "VPMOVSXBW": {lane: 2, from: 1, do: extendsSigned},

	"KMOVW": {masks: true, do: fromBits}, "KANDW": {needs: 2, commutes: true, masks: true, do: combinesMasks((*pool).and)}, "KORW": {needs: 2, commutes: true, masks: true, do: combinesMasks((*pool).or)}, "VPMOVM2W": {lane: 2, masks: true, do: toWords},
}

// tellsSigns moves the signs of values to a general register. A jump may depend on them.
func tellsSigns(m *machine, l *line) { m.regs[l.form.dst.id] = value{state: unknown} }

// ternary is any function of three bits. The immediate 255 sets all bits.
func ternary(m *machine, l *line) {
	if l.setsOnes() {
		setsOnes(m, l)
	} else {
		mixes(m, l)
	}
}
