package audit

var twins = Check{
	Name: "twins",
	Why:  "what nobody says that a kernel has to do, nothing checks",
	Run: eachProgramFunction(func(p *Program, f *function, found *findings) {
		if _, err := p.contractOf(f); err != nil {
			found.function(f, "%v", err)
		}
	}),
}

// eachProgramFunction returns the Run function of a check that looks at functions and at the Go around them.
func eachProgramFunction(look func(p *Program, f *function, found *findings)) func(*Program) []Finding {
	return func(p *Program) []Finding {
		return eachFunction(func(f *function, found *findings) { look(p, f, found) })(p)
	}
}
