//go:build race

package spans

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/race"
)

// report tells the race detector which memory the kernels read and write.
func report(a *generated.Args, size uintptr) {
	visit(a, size, func(p unsafe.Pointer, bytes uintptr, output bool) {
		if output {
			race.Write(p, int(bytes))
		} else {
			race.Read(p, int(bytes))
		}
	})
}
