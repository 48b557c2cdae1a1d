package spans

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/share"
)

// arrays is the arrays of a batch.
type arrays struct {
	list   [12]share.Array
	output [12]bool
	n      int
	bytes  int // of all of them
}

// arraysOf lists the arrays of a batch, whose elements have size bytes.
func arraysOf(a *generated.Args, size uintptr) (all arrays) {
	visit(a, size, func(p unsafe.Pointer, bytes uintptr, output bool) {
		all.list[all.n], all.output[all.n] = share.Array{Start: p, Bytes: bytes}, output
		all.n++
		all.bytes += int(bytes)
	})
	return all
}

// visit calls f for each array of a batch, which must not keep the address. The compiler
// cannot know that it does not.
func visit(a *generated.Args, size uintptr, f func(p unsafe.Pointer, bytes uintptr, output bool)) {
	n := uintptr(a.N)
	hidden := (*generated.Args)(share.NoEscape(unsafe.Pointer(a)))
	hidden.Arrays(size, func(p unsafe.Pointer, size uintptr, output bool) { f(p, n*size, output) })
}
