package audit

var vzeroupper = Check{
	Name: "vzeroupper",
	Why:  "dirty upper halves slow down all SSE code of the program until they are cleared",
	Run: eachFunction(func(f *function, found *findings) {
		for i, l := range f.lines {
			before := i > 0 && f.lines[i-1].op == "VZEROUPPER"
			after := i+1 < len(f.lines) && f.lines[i+1].op == "RET"
			switch {
			case f.arch == "amd64" && l.op == "RET" && !before:
				found.line(f, l, "no VZEROUPPER right before it")
			case l.op == "VZEROUPPER" && !(f.arch == "amd64" && after):
				found.line(f, l, "not right before RET on amd64")
			}
		}
	}),
}
