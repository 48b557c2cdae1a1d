package audit

var returns = Check{
	Name: "returns",
	Why:  "behind a function without RET the next one runs",
	Run: eachFunction(func(f *function, found *findings) {
		switch {
		case f.end == len(f.lines):
			found.function(f, "no RET")
		case f.end < len(f.lines)-1 && f.lines[len(f.lines)-1].op == "JMP":
		case f.lines[len(f.lines)-1].op != "RET":
			found.function(f, "the last line is no RET")
		}
	}),
}
