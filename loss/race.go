//go:build race

package loss

import (
	"runtime"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
)

// reportAccess tells the race detector which memory a call reads and writes: it
// does not see the accesses of assembly.
func reportAccess[T Float](b *generated.Batch[T]) {
	for _, input := range [...][]T{b.X1, b.X2, b.Y, b.Upstream} {
		reportRange(input, runtime.RaceReadRange)
	}
	reportRange(b.Signs, runtime.RaceReadRange)
	for _, output := range [...][]T{b.Out, b.GX1, b.GX2, b.GY} {
		reportRange(output, runtime.RaceWriteRange)
	}
}

func reportRange[E any](s []E, report func(unsafe.Pointer, int)) {
	if len(s) > 0 {
		report(unsafe.Pointer(unsafe.SliceData(s)), len(s)*int(unsafe.Sizeof(s[0])))
	}
}
