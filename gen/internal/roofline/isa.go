package roofline

// An isa is what a loop needs to know of an instruction set.
type isa struct {
	tier, goarch string
	vector       int // bytes that a load or a store moves
	registers    int // to load into
	turn         int // bytes of a full stream in a turn of the loop: eight vectors, which are one of an eighth; half or twice as many are no faster

	register          func(i int) string
	load, store, past string // formats of a register and an address; past the caches, or "" if there is no such store
	prefetch          string // format of an address to load from past the last cache

	enter func(*loop)                                          // loads the arguments
	mem   func(l *loop, s stream, offset int) (address string) // offset bytes into the turn
	again func(*loop)                                          // the next turn, if there is one
	leave string                                               // what the caller needs before RET
}

// isas lists the instruction sets, best first.
var isas = []*isa{avx512, avx2, neon}
