package audit

import (
	"slices"
	"strconv"
)

// same lists instructions whose result is a constant if both sources are the same register, whatever it holds.
var same = []string{"VXORPS", "VXORPD", "VPXORD", "VPXOR", "VPCMPEQD", "VEOR", "VCMEQ"}

// uses returns the vector registers that an instruction reads, and those that it writes.
func uses(l *line) (reads, writes []use) {
	f := &l.form
	for _, o := range f.sources {
		switch o.kind {
		case kindVec, kindMask:
			reads = append(reads, o.use)
		case kindPair:
			reads = append(reads, o.use, o.more)
		}
	}
	if f.mask > 0 {
		reads = append(reads, use{f.mask, 8})
	}
	switch f.dst.kind {
	case kindVec, kindMask:
		writes = append(writes, f.dst.use)
	case kindPair:
		writes = append(writes, f.dst.use, f.dst.more)
	}
	switch {
	case slices.Contains(same, l.op) && len(reads) == 2 && reads[0] == reads[1]:
		reads = nil
	case l.setsOnes() && f.mask == 0:
		reads = nil
	case f.mask > 0 && !f.zeroes && f.dst.kind == kindVec && !l.vector.keeps:
		reads = append(reads, f.dst.use) // values that the mask leaves out keep what was there
	}
	return reads, writes
}

// name returns the name of a register in findings, which does not depend on its size.
func (u use) name() string {
	if u.reg >= firstMask {
		return "K" + strconv.Itoa(u.reg-firstMask)
	}
	return "V" + strconv.Itoa(u.reg)
}
