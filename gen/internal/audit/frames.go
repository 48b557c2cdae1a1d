package audit

var frames = Check{
	Name: "frames",
	Why:  "a kernel must neither grow the stack nor leave it: it has no pointer maps",
	Run: eachFunction(func(f *function, found *findings) {
		if f.flags != "NOSPLIT" {
			found.function(f, "flags %s, want NOSPLIT", f.flags)
		}
		if f.frame < 0 || f.frame > mostFrame || f.frame%8 != 0 {
			found.function(f, "a frame of %d bytes: at most %d, in words of 8", f.frame, mostFrame)
		}
	}),
}

// Functions that do not check the stack have nosplit bytes below the stack guard (abi.StackNosplitBase in Go's
// own tree). The linker includes the return address and the frame pointer, rounded up on arm64, which take at
// most 32 bytes.
const (
	nosplit   = 800
	mostFrame = nosplit - 32
)
