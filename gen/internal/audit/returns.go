package audit

var returns = Check{
	Name: "returns",
	Why:  "behind a function without RET the next one runs",
	Run: eachFunction(func(f *function, found *findings) {
		n := len(f.lines)
		if f.end != n-1 && (f.end == n || f.lines[n-1].op != "JMP") {
			found.function(f, "the last line is no RET")
		}
	}),
}
