package audit

var twice = during("twice", "arithmetic that is there a third time is code for nothing, and can differ",
	func() observer { return &twiceObserver{} })

// A twiceObserver checks that a kernel has its arithmetic at most twice: in a loop over turns, and in a loop over
// parts. So a call with all arrays must run all of the arithmetic, and no code outside of the loops may access
// arrays.
type twiceObserver struct {
	bystander
	run   []bool // the lines that the call with all arrays has run
	outer int    // the number of the outer loop that contains the step, or its detour, or -1 outside of loops
}

func (b *twiceObserver) begin(m *machine) {
	b.machine, b.outer = m, -1
	if b.run == nil {
		b.run = make([]bool, len(m.lines))
	}
}

func (b *twiceObserver) step(s *step) string {
	if b.whole && b.n == b.contract.most && !b.stream {
		b.run[s.at] = true
	}
	if s.block < 0 || s.loop >= 0 {
		b.outer = s.loop
	}
	if o := s.object; o != nil && (o.kind == anInput || o.kind == anOutput) && b.outer < 0 && !b.contract.again {
		return "an array outside of the loops"
	}
	return ""
}

func (b *twiceObserver) finish(f *function) (found findings) {
	apart := map[int]bool{}
	for _, a := range f.loops {
		if !f.isInner(a) {
			apart[a.head] = true
		}
	}
	if len(apart) > 2 {
		found.function(f, "%d loops, one behind the other", len(apart))
	}
	for i, l := range f.lines {
		if l.vector != nil && l.vector.arithmetic && b.run != nil && !b.run[i] {
			found.line(f, l, "arithmetic that a call with everything does without")
			return found
		}
	}
	return found
}

// isInner reports whether a loop is inside another one.
func (f *function) isInner(a loop) bool {
	for _, b := range f.loops {
		if b.head < a.head && a.back < b.back {
			return true
		}
	}
	return false
}
