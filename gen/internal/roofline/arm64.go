package roofline

import "fmt"

// neon moves registers in pairs.
var neon = &isa{
	tier: "NEON", goarch: "arm64",
	vector: 32, registers: 16, turn: 256,
	register: func(i int) string { return fmt.Sprintf("(F%d, F%d)", 2*i, 2*i+1) },
	load:     "FLDPQ %[2]s, %[1]s", store: "FSTPQ %s, %s",
	enter: arm64Enter, mem: arm64Mem, again: arm64Again,
}

func arm64Pointer(s stream) string { return fmt.Sprintf("R%d", 1+s.slot) }

// arm64Enter leaves in R10 and R11 the first byte and the end, in bytes of full streams.
func arm64Enter(l *loop) {
	l.printf("MOVD s+0(FP), R0")
	l.printf("MOVD from+8(FP), R10")
	l.printf("MOVD to+16(FP), R11")
	for _, s := range l.streams() {
		p := arm64Pointer(s)
		l.printf("MOVD %d(R0), %s", 8*s.slot, p)
		if s.narrow {
			l.printf("ADD R10>>%d, %s", l.log(), p)
		} else {
			l.printf("ADD R10, %s", p)
		}
	}
}

func arm64Mem(_ *loop, s stream, offset int) string {
	return fmt.Sprintf("%d(%s)", offset, arm64Pointer(s))
}

func arm64Again(l *loop) {
	for _, s := range l.streams() {
		l.printf("ADD $%d, %s", l.bytes(s), arm64Pointer(s))
	}
	l.printf("ADD $%d, R10", l.turn)
	l.printf("CMP R11, R10")
	l.printf("BLT loop")
}
