package isa

import "fmt"

// Parts of vectors are moved element by element, since NEON has no moves by a mask.

func neonLoadPart(f *Func, m Mem, dst Reg) {
	f.Constants["zero"](f, dst)
	f.eachOfPart("load", m, func(lane string) {
		f.Printf("VLD1.P %d(R12), V%d.%s", m.Elem.Bytes, dst, lane)
	})
}

func neonStorePart(f *Func, v Reg, m Mem) {
	f.eachOfPart("store", m, func(lane string) {
		f.Printf("VST1.P V%d.%s, %d(R12)", v, lane, m.Elem.Bytes)
	})
}

// eachOfPart emits code for each element that the part has. The address of the element is in R12.
func (f *Func) eachOfPart(verb string, m Mem, visit func(lane string)) {
	end := verb + "_" + m.Name
	if m.Base != "R12" || m.Offset != 0 {
		f.Printf("ADD $%d, %s, R12", m.Bytes(), m.Base)
	}
	most := f.Width()
	if f.Fewer {
		most--
	}
	for i := range most {
		if i > 0 {
			f.Printf("CMP $%d, R11\nBLE %s", i, end)
		}
		visit(fmt.Sprintf("%s[%d]", neonLane[m.Elem.Bytes], i))
	}
	if most > 1 {
		f.Label(end)
	}
}

// neonLane has the names of lanes by the size of an element in bytes.
var neonLane = map[int]string{1: "B", 2: "H", 4: "S", 8: "D"}
