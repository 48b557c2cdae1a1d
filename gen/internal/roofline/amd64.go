package roofline

import "fmt"

var avx512 = &isa{
	tier: "AVX512", goarch: "amd64",
	vector: 64, registers: 32, turn: 512,
	register: func(i int) string { return fmt.Sprint("Z", i) },
	load:     "VMOVUPS %[2]s, %[1]s", store: "VMOVUPS %s, %s", past: "VMOVNTPS %s, %s",
	enter: amd64Enter, mem: amd64Mem, again: amd64Again, prefetch: "PREFETCHNTA %s", leave: "VZEROUPPER",
}

var avx2 = &isa{
	tier: "AVX2", goarch: "amd64",
	vector: 32, registers: 16, turn: 256,
	register: func(i int) string { return fmt.Sprint("Y", i) },
	load:     "VMOVUPS %[2]s, %[1]s", store: "VMOVUPS %s, %s", past: "VMOVNTPS %s, %s",
	enter: amd64Enter, mem: amd64Mem, again: amd64Again, prefetch: "PREFETCHNTA %s", leave: "VZEROUPPER",
}

// amd64Pointers are the registers of the streams, by slot.
var amd64Pointers = [...]string{"SI", "DX", "BX", "R8", "R9", "R10", "R11", "R12"}

// amd64Enter leaves in AX and CX the first byte and the end, in bytes of the narrowest stream.
func amd64Enter(l *loop) {
	l.printf("MOVQ s+0(FP), DI")
	l.printf("MOVQ from+8(FP), AX")
	l.printf("MOVQ to+16(FP), CX")
	for _, s := range l.streams() {
		l.printf("MOVQ %d(DI), %s", 8*s.slot, amd64Pointers[s.slot])
	}
	if l.narrow > 0 {
		l.printf("SHRQ $%d, AX", l.log())
		l.printf("SHRQ $%d, CX", l.log())
	}
}

func amd64Mem(l *loop, s stream, offset int) string {
	scale := 1
	if l.narrow > 0 && !s.narrow {
		scale = l.narrow
	}
	return fmt.Sprintf("%d(%s)(AX*%d)", offset, amd64Pointers[s.slot], scale)
}

func amd64Again(l *loop) {
	l.printf("ADDQ $%d, AX", l.turn/max(1, l.narrow))
	l.printf("CMPQ AX, CX")
	l.printf("JLT loop")
	if l.form != plain && l.out > 0 {
		l.printf("SFENCE")
	}
}
