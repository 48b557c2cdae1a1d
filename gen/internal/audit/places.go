package audit

import (
	"fmt"
	"slices"
	"strings"
)

// A place is a vector or mask register. The numbers after these are bytes of the frame.
type place int

const places = registers + mostFrame + 8 // on arm64 the frame begins at byte 8

func (p place) String() string {
	if p < registers {
		return use{reg: int(p)}.name()
	}
	return fmt.Sprintf("byte %d of the frame", int(p)-registers)
}

// A placeSet is a set of places.
type placeSet [(places + 63) / 64]uint64

func (s *placeSet) add(p place)      { s[p/64] |= 1 << (p % 64) }
func (s *placeSet) has(p place) bool { return s[p/64]>>(p%64)&1 != 0 }

func (s *placeSet) with(other *placeSet) {
	for i := range s {
		s[i] |= other[i]
	}
}

// inFrame returns the place in the frame that an instruction accesses, or -1 if it does not access the frame.
func (s *step) inFrame() place {
	if s.object == nil || s.object.kind != theFrame || s.start < 0 || s.start >= places-registers {
		return -1
	}
	return place(registers + s.start)
}

// eachTarget visits the places that an instruction writes.
func (s *step) eachTarget(visit func(p place)) {
	for _, u := range s.writes {
		visit(place(u.reg))
	}
	if p := s.inFrame(); p >= 0 && s.store {
		visit(p)
	}
}

// A role says what an instruction does to a sum or a count.
type role int

const (
	anything role = iota
	filling       // fills a register with zeros or ones
	summing       // adds, or finds the greatest, the least, or all bits that are set
	copying       // moves a whole register to another register, or from or to memory
)

func roleOf(l *line) role {
	switch {
	case len(l.reads) == 0 && (slices.Contains(same, l.op) || l.setsOnes()):
		return filling
	case l.base == "VORR" && l.operand(0) == l.operand(1), l.base == "FMOVQ",
		strings.HasPrefix(l.base, "VMOVA"), strings.HasPrefix(l.base, "VMOVU") && l.form.mask == 0:
		return copying
	case l.base == "VSUB", // subtracts integers, on arm64
		l.base == "VORPS":
		return summing
	}
	for _, prefix := range []string{"VADD", "VPADD", "VPSUB", "VPMAX", "VPMIN", "fadd"} {
		if strings.HasPrefix(l.base, prefix) {
			return summing
		}
	}
	return anything
}

// constantNames has the comments of instructions that make zeros and ones as constants. emptyNames has the
// comments of instructions that set a sum to zero after it has been added to the lanes.
var (
	constantNames = []string{"zero", "ones"}
	emptyNames    = []string{"a", "a = 0", "no row"}
)
