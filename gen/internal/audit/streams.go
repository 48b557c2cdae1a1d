package audit

import "strings"

var streams = Check{
	Name: "streams",
	Why:  "stores around the caches fault where they are not aligned, and without a fence others see them late",
	Run: eachFunction(func(f *function, found *findings) {
		streams := strings.Contains(f.name, stream)
		for i, l := range f.lines {
			switch {
			case strings.HasPrefix(l.op, "VMOVNT") && !streams:
				found.line(f, l, "a store around the caches")
			case l.op == "SFENCE" && (!streams || i != len(f.lines)-3):
				found.line(f, l, "a fence that is not the end of such stores")
			}
		}
		if n := len(f.lines); streams && (n < 3 || f.lines[n-3].op != "SFENCE") {
			found.function(f, "no SFENCE before it returns")
		}
	}),
}
