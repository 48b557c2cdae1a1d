package audit

import "slices"

// Registers that are filled before the loop hold constants and arguments, which stay,
// or the lanes of a sum, to which the loop only adds. The comment tells the lanes.
var constants = Check{
	Name: "constants",
	Why:  "a constant that is written in the loop has its value in the first turn only",
	Run: eachFunction(func(f *function, found *findings) {
		var constant, lane [registers]*line
		for _, l := range f.lines[:f.loop()] {
			for _, w := range l.writes {
				if l.comment == "lanes" {
					lane[w.reg] = l
				} else {
					constant[w.reg] = l
				}
			}
		}
		var read [registers]bool
		for _, l := range f.lines[f.loop():] {
			for _, w := range l.writes {
				switch {
				case constant[w.reg] != nil:
					found.line(f, l, "%s is a constant", w.name())
				case lane[w.reg] != nil && !slices.Contains(l.reads, w):
					found.line(f, l, "forgets the lanes in %s", w.name())
				}
			}
			for _, r := range l.reads {
				read[r.reg] = true
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
