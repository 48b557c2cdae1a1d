package audit

var purego = Check{
	Name: "purego",
	Why:  "the tag promises a build without assembly",
	Run: func(p *Program) []Finding {
		var found findings
		for _, t := range targets {
			for _, f := range p.functions {
				switch has, want := p.builds(t, f.file), t.goarch == f.arch && !t.purego; {
				case has && !want:
					found.function(f, "is in a build for %s", t)
				case want && !has:
					found.function(f, "is in no build for %s", t)
				}
			}
		}
		return found
	},
}
