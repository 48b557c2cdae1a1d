package audit

const runsName = "runs"

var runs = Check{
	Name: runsName,
	Why:  "a kernel that the machine cannot follow escapes the checks of memory",
	Run: func(p *Program) []Finding {
		p.audited.Do(p.audit)
		return p.found[runsName]
	},
}
