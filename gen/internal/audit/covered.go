package audit

var covered = during("covered", "what no call runs is dead, or the audit does not see what it does",
	func() observer { return &coveredObserver{} })

// A coveredObserver notes which instructions are run.
type coveredObserver struct {
	bystander
	run []bool
}

func (b *coveredObserver) begin(m *machine) {
	b.machine = m
	if b.run == nil {
		b.run = make([]bool, len(m.lines))
	}
}

func (b *coveredObserver) step(s *step) string {
	b.run[s.at] = true
	return ""
}

func (b *coveredObserver) finish(f *function) (found findings) {
	for i, l := range f.lines {
		if l.label == "" && b.run != nil && !b.run[i] {
			found.line(f, l, "no call runs it")
			return found
		}
	}
	return nil
}
