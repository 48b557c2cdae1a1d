package audit

var twins = Check{
	Name: "twins",
	Why:  "what nobody says that a kernel has to do, nothing checks",
	Run: eachFunction(func(f *function, found *findings) {
		if _, err := f.group.contractOf(f); err != nil {
			found.function(f, "%v", err)
		}
	}),
}
