package audit

var frames = Check{
	Name: "frames",
	Why:  "a kernel must neither grow the stack nor move it: it has no pointer maps",
	Run: eachFunction(func(f *function, found *findings) {
		if f.flags != "NOSPLIT" {
			found.function(f, "flags %s, want NOSPLIT", f.flags)
		}
		if f.frame != 0 {
			found.function(f, "a frame of %d bytes", f.frame)
		}
	}),
}
