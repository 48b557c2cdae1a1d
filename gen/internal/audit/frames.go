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

// Below the stack's guard there are nosplit bytes for functions without a check of the stack,
// abi.StackNosplitBase of Go's own tree. The linker counts with them the return address and the
// frame pointer, on arm64 rounded up: at most 32 bytes.
const (
	nosplit   = 800
	mostFrame = nosplit - 32
)
