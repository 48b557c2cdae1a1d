package audit

// operationsARM64 has the instructions of Go's assembler, followed by the instructions in words.
var operationsARM64 = map[string]*operation{
	"FMOVS": {lane: 4, bytes: 4, do: copies}, "FMOVD": {lane: 8, bytes: 8, do: copies}, "FMOVQ": {lane: 16, bytes: 16, do: copies},
	"FLDPQ": {lane: 16, bytes: 32, do: loadsPair}, "FSTPQ": {lane: 16, bytes: 32, do: storesPair},
	"VDUP": {do: duplicates}, "VMOV": {do: pieces}, "VLD1": {do: pieces}, "VST1": {do: pieces},
	"VADD": {needs: 2, commutes: true, do: adds}, "VSUB": {needs: 2, arithmetic: true, do: adds},
	"VAND": {needs: 2, commutes: true, do: ands}, "VEOR": {needs: 2, commutes: true, do: xors}, "VORR": {needs: 2, commutes: true, do: ors},
	"VBSL": {needs: 3, keeps: true, do: blends(2, 1, 0)}, "VBIT": {needs: 3, keeps: true, do: blends(0, 1, 2)}, "VBIF": {needs: 3, keeps: true, do: blends(0, 2, 1)},
	"VUSHR": {do: shifts(false)}, "VCMEQ": {needs: 2, do: equals},

	"fadd": {needs: 2, arithmetic: true, commutes: true, do: adds}, "fsub": {needs: 2, arithmetic: true, do: mixes}, "fmul": {needs: 2, commutes: true, arithmetic: true, do: mixes}, "fdiv": {needs: 2, arithmetic: true, do: mixes},
	"fmax": {needs: 2, arithmetic: true, do: mixes}, "fcmeq": {needs: 2, arithmetic: true, do: mixes}, "fcmge": {needs: 2, arithmetic: true, do: mixes},
	"fcmgt": {needs: 2, arithmetic: true, do: mixes}, "fcmlt": {arithmetic: true, do: changes}, "fneg": {arithmetic: true, do: changes}, "fabs": {arithmetic: true, do: changes},
	"cmgt": {needs: 2, do: greater(0, 1)},
	"orn":  {needs: 2, do: mixes}, "mvn": {do: changes}, "scvtf": {do: converts},
	"fcvtl": {do: widens}, "fcvtl2": {do: widensUpper}, "fcvtn": {do: converts},
	"sxtl": {do: converts}, "shll": {do: converts}, "shrn": {do: converts}, "xtn": {do: narrows},
	"ldr": {lane: 2, bytes: 2, do: copies},
}

// widensUpper widens the upper half of a register.
func widensUpper(m *machine, l *line) {
	var out register
	f := &l.form
	src := m.source(f.sources[0])
	for i := range f.bytes / f.lane {
		out.fill(i*f.lane, f.lane, m.gather(src, 8+i*f.from, f.from))
	}
	m.put(l, &out, f.bytes, f.lane)
}

func loadsPair(m *machine, l *line) {
	dst := l.form.dst
	for i, u := range []use{dst.use, dst.more} {
		r := &m.vectors[u.reg]
		r.fill(0, len(r), above)
		copy(r[:16], m.loaded[16*i:])
	}
}

func storesPair(m *machine, l *line) {
	src := l.form.sources[0]
	copy(m.stored[:16], m.vectors[src.use.reg][:])
	copy(m.stored[16:32], m.vectors[src.more.reg][:])
}
