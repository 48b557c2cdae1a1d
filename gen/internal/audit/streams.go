package audit

import "slices"

var streams = Check{
	Name: "streams",
	Why:  "stores around the caches are the caller's choice, and without a fence others see them late",
	Run: eachFunction(func(f *function, found *findings) {
		asks := slices.ContainsFunc(f.lines, func(l *line) bool { return l.operand(0).field == fieldStream })
		if c, _ := f.group.contractOf(f); c != nil && c.around {
			asks = true // its name says so
		}
		fences := 0
		for i, l := range f.lines {
			switch {
			case l.isAround() && !asks:
				found.line(f, l, "a store around the caches that nobody is asked about")
			case l.op != "SFENCE":
			case !f.mayStream() || i+2 >= len(f.lines) || f.lines[i+2].op != "RET":
				found.line(f, l, "a fence that is not the end of such stores")
			default:
				fences++
			}
		}
		if f.mayStream() && fences == 0 {
			found.function(f, "no SFENCE before it returns")
		}
	}),
}
