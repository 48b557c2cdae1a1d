package audit

import (
	"fmt"
	"slices"
	"strings"
)

// A place is a vector or mask register, or behind those an offset in the frame.
type place int

func (p place) String() string {
	if p < registers {
		return use{reg: int(p)}.name()
	}
	return fmt.Sprintf("byte %d of the frame", int(p)-registers)
}

// sourcesOf are the places that an instruction reads.
func sourcesOf(s *step) []place {
	var list []place
	for _, u := range s.reads {
		list = append(list, place(u.reg))
	}
	if s.vector != nil && s.form.dst.piece >= 0 && s.form.dst.kind == kindVec {
		list = append(list, place(s.form.dst.use.reg)) // the other elements stay
	}
	if s.object != nil && s.object.kind == theFrame && !s.store {
		list = append(list, place(registers+s.start))
	}
	return list
}

// targetOf is the place that an instruction writes, -1 if it writes none.
func targetOf(s *step) place {
	switch {
	case len(s.writes) > 0:
		return place(s.writes[0].reg)
	case s.object != nil && s.object.kind == theFrame && s.store:
		return place(registers + s.start)
	}
	return -1
}

// constantNames are the comments on zeros and ones that are constants; emptyNames those on
// zeros for what was brought to the lanes.
var (
	constantNames = []string{"zero", "ones"}
	emptyNames    = []string{"a", "a = 0", "no row"}
)

// isNeutral reports whether an instruction fills a register with zeros or ones.
func (l *line) isNeutral() bool {
	return l.vector != nil && len(l.reads) == 0 && (slices.Contains(same, l.op) || l.setsOnes())
}

// empties reports whether an instruction, or one whose result it stores, makes room for new rows.
func (s *step) empties(sources []*holding) bool {
	by := s.line
	if !by.isNeutral() && len(sources) == 1 {
		by = sources[0].by
	}
	return by.isNeutral() && slices.Contains(emptyNames, by.comment)
}

// addsUp reports whether an instruction adds, or finds the greatest or the least.
func (l *line) addsUp() bool {
	for _, prefix := range []string{"VADD", "VPADD", "VPSUB", "VPMAX", "VPMIN", "fadd"} {
		if strings.HasPrefix(l.base, prefix) {
			return true
		}
	}
	return l.base == "VSUB" // of integers, on arm64
}

// copies reports whether an instruction moves a whole register, to another or from or to memory.
func (l *line) copies() bool {
	if l.base == "VORR" && l.operand(0) == l.operand(1) {
		return true
	}
	return strings.HasPrefix(l.base, "VMOVA") || strings.HasPrefix(l.base, "VMOVU") && l.form.mask == 0 || l.base == "FMOVQ"
}
