//go:build race

package spans

import (
	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/race"
)

// report tells the race detector which memory the kernels read and write.
func report(a *generated.Args, size uintptr) {
	for _, array := range a.Arrays(size) {
		switch bytes := a.N * int(array.Size); {
		case array.Start == nil:
		case array.Output:
			race.Write(array.Start, bytes)
		default:
			race.Read(array.Start, bytes)
		}
	}
}
