package audit

var returns = Check{
	Name: "returns",
	Why:  "behind a function without RET the next one runs",
	Run: eachFunction(func(f *function, found *findings) {
		if len(f.lines) == 0 || f.lines[len(f.lines)-1].op != "RET" {
			found.function(f, "the last line is no RET")
		}
	}),
}

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

var frames = Check{
	Name: "frames",
	Why:  "a kernel must neither grow the stack nor move it: it has no pointer maps",
	Run: eachFunction(func(f *function, found *findings) {
		if f.flags != "NOSPLIT" {
			found.function(f, "flags %s, want NOSPLIT", f.flags)
		}
		if f.frame != 0 {
			found.function(f, "a frame of %d bytes", f.frame)
		}
	}),
}
