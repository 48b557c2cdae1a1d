package assembly

import "fmt"

// Parts of vectors go element by element: NEON has no masks.

func neonLoadPart(f *Func, m Mem, dst Reg) {
	f.Constants["zero"](f, dst)
	f.eachOfNeonPart("load", m, func(lane string) {
		f.printf("VLD1.P %d(R12), V%d.%s", m.Elem.Bytes, dst, lane)
	})
}

func neonStorePart(f *Func, v Reg, m Mem) {
	f.eachOfNeonPart("store", m, func(lane string) {
		f.printf("VST1.P V%d.%s, %d(R12)", v, lane, m.Elem.Bytes)
	})
}

// eachOfNeonPart visits the elements that the part has, with the address in R12.
func (f *Func) eachOfNeonPart(name string, m Mem, visit func(lane string)) {
	base, offset := neonMem(f, m)
	f.printf("ADD $%d, %s, R12", offset, base)
	for i := range f.width() {
		if i > 0 {
			f.printf("CMP $%d, R13\nBLE %s", i, f.restLabel(name, m))
		}
		visit(fmt.Sprintf("%s[%d]", neonLane[m.Elem.Bytes], i))
	}
	f.label(f.restLabel(name, m))
}

func neonKeep(f *Func, v Reg) {
	kept := fmt.Sprintf("kept_%d", f.part)
	for i := f.width() - 1; i > 0; i-- {
		f.printf("CMP $%d, R13\nBGT %s", i, kept)
		f.printf("VMOV ZR, V%d.%s[%d]", v, neonLane[f.precision().Bytes()], i)
	}
	f.label(kept)
}

// neonLane names the lanes of elements of so many bytes.
var neonLane = map[int]string{1: "B", 2: "H", 4: "S", 8: "D"}
