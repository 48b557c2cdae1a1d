package audit

// Of a narrower register there are zeros above. The first chunk finds out: what it
// does not read too early, no later one does.
var written = Check{
	Name: "written",
	Why:  "what was never written is whatever the caller left",
	Run: eachRun([]int{64}, func(c *call, found *findings) {
		var bytes [registers]int // that hold something
		fold := c.label("fold")  // adds beyond the lanes that count, where zeros are
		for _, s := range c.steps {
			if s.at > fold {
				return
			}
			for _, r := range s.reads {
				if bytes[r.reg] < r.bytes {
					found.line(c.function, s.line, "reads %d bytes of %s, of which %d are written", r.bytes, r.name(), bytes[r.reg])
					return
				}
			}
			for _, w := range s.writes {
				bytes[w.reg] = w.bytes
			}
		}
	}),
}
