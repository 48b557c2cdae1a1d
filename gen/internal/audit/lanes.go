package audit

import "slices"

var lanes = Check{
	Name: "lanes",
	Why:  "a sum begins with what the caller left, or loses a part",
	Run: eachRun([]int{192}, func(c *call, found *findings) {
		// A lane has a value before it is loaded, and is loaded before its next
		// value replaces it.
		full := make([]bool, c.lanesBytes())
		sums := slices.ContainsFunc(c.params, (*param).isLanes)
		for _, s := range c.steps {
			if s.array == nil || !s.array.isLanes() || s.start < 0 || s.end > len(full) {
				continue // memory tells
			}
			for i := s.start; i < s.end; i++ {
				switch {
				case !s.store && !full[i]:
					found.line(c.function, s.line, "loads byte %d of the lanes before it is stored", i)
					return
				case s.store && full[i]:
					found.line(c.function, s.line, "stores byte %d of the lanes before it is loaded again", i)
					return
				}
				full[i] = s.store
			}
		}
		if c.label("fold") < len(c.lines) {
			return // which loads them
		}
		for i, ok := range full {
			if sums && !ok {
				found.function(c.function, "does not store byte %d of the lanes at the end", i)
				return
			}
		}
	}),
}
