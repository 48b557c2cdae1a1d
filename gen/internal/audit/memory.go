package audit

var memory = Check{
	Name: "memory",
	Why:  "a pair left out or done twice is lost or done wrong in place; beside the arrays lies other data",
	Run: eachRun([]int{64, 192}, func(c *call, found *findings) {
		loaded, stored := make([][]bool, len(c.params)), make([][]bool, len(c.params))
		for _, p := range c.params {
			size := p.element * c.n
			if p.isLanes() {
				size = c.lanesBytes()
			}
			loaded[p.number], stored[p.number] = make([]bool, size), make([]bool, size)
		}
		for _, s := range c.steps {
			p := s.array
			if p == nil {
				continue
			}
			done, verb := loaded[p.number], "loads"
			if s.store {
				done, verb = stored[p.number], "stores"
			}
			switch {
			case s.start < 0 || s.end > len(done):
				found.line(c.function, s.line, "%s bytes %d to %d of %s, which has %d", verb, s.start, s.end-1, p.name, len(done))
				return
			case !p.isLanes() && p.isOutput() != s.store:
				found.line(c.function, s.line, "%s %s", verb, p.name)
				return
			}
			for i := s.start; i < s.end; i++ {
				if done[i] && !p.isLanes() {
					found.line(c.function, s.line, "%s byte %d of %s again", verb, i, p.name)
					return
				}
				done[i] = true
			}
		}
		for _, p := range c.params {
			done, verb := loaded[p.number], "loads"
			if p.isOutput() || p.isLanes() {
				done, verb = stored[p.number], "stores"
			}
			for i, ok := range done {
				if !ok && !c.isAbsent(p) {
					found.function(c.function, "never %s byte %d of %s", verb, i, p.name)
					return
				}
			}
		}
	}),
}
