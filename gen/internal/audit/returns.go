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
