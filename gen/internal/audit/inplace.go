package audit

var inPlace = Check{
	Name: "inplace",
	Why:  "an output may be an input: a pair loaded once an output has it is no input any more",
	Run: eachRun([]int{192}, func(c *call, found *findings) {
		stored := make([]bool, c.n)
		for _, s := range c.steps {
			if s.array == nil || s.array.isLanes() {
				continue
			}
			size := s.array.element
			for pair := max(s.start/size, 0); pair < min(s.end/size, c.n); pair++ {
				if stored[pair] && !s.store {
					found.line(c.function, s.line, "loads pair %d of %s after an output of that pair", pair, s.array.name)
					return
				}
				stored[pair] = stored[pair] || s.store
			}
		}
	}),
}
