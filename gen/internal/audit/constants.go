package audit

import (
	"slices"
	"strings"
)

// Registers that are filled before the loop hold constants and arguments, which stay,
// or the lanes of a sum or counts, to which the loop only adds. The comment tells the lanes.
var constants = Check{
	Name: "constants",
	Why:  "a constant that is written in the loop has its value in the first turn only",
	Run: eachFunction(func(f *function, found *findings) {
		var constant, lane [registers]*line
		var read [registers]bool // by the loop, or to begin with
		for _, l := range f.lines[:f.loop()] {
			if l.touch != nil && l.touch.store {
				for _, r := range l.reads {
					read[r.reg] = true
				}
			}
			for _, w := range l.writes {
				if l.comment == "lanes" || l.comment == counts {
					lane[w.reg] = l
				} else {
					constant[w.reg] = l
				}
			}
		}
		sumOf := map[int]int{} // registers with what was added to lanes: those lanes
		for _, l := range f.lines[f.loop():] {
			for _, w := range l.writes {
				switch {
				case constant[w.reg] != nil:
					found.line(f, l, "%s is a constant", w.name())
				case lane[w.reg] != nil && !slices.Contains(l.reads, w) && !l.bringsBack(sumOf, w):
					found.line(f, l, "forgets the lanes in %s", w.name())
				}
			}
			for _, w := range l.writes {
				delete(sumOf, w.reg)
			}
			for _, r := range l.reads {
				read[r.reg] = true
				if lane[r.reg] != nil && strings.HasPrefix(l.op, "VADD") && len(l.writes) == 1 {
					sumOf[l.writes[0].reg] = r.reg
				}
			}
		}
		for reg, l := range constant {
			switch {
			case l != nil && lane[reg] != nil:
				found.line(f, l, "%s holds lanes, too", use{reg: reg}.name())
			case l != nil && !read[reg]:
				found.line(f, l, "a constant that the loop does not read")
			}
		}
	}),
}

// bringsBack reports whether an instruction moves to lanes what was computed from them.
func (l *line) bringsBack(sumOf map[int]int, lanes use) bool {
	if l.op != "VMOVAPD" || len(l.reads) != 1 {
		return false
	}
	from, ok := sumOf[l.reads[0].reg]
	return ok && from == lanes.reg
}
