package spans

import (
	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/share"
)

// arrays lists the arrays of a batch for package share.
type arrays struct {
	room  [16]share.Array
	n     int
	bytes int // the size of all arrays together
}

// arraysOf returns the arrays of a that are not nil. Elements have size bytes.
func arraysOf(a *generated.Args, size uintptr) (all arrays) {
	for _, array := range a.Arrays(size) {
		if array.Start != nil {
			byteCount := uintptr(a.N) * array.Size
			all.room[all.n] = share.Array{Start: array.Start, Bytes: byteCount}
			all.n++
			all.bytes += int(byteCount)
		}
	}
	return all
}

// list returns the arrays as a slice.
func (all *arrays) list() []share.Array { return all.room[:all.n] }
