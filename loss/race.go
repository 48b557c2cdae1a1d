//go:build race

package loss

import (
	"runtime"
	"unsafe"
)

const raceEnabled = true

// reportAccess tells the race detector which memory a call reads and writes for the
// pairs from lo to hi: it does not see the accesses of assembly.
func reportAccess[T Float](b *batch[T], lo, hi int) {
	for _, input := range b.inputs() {
		reportRange(input, lo, hi, runtime.RaceReadRange)
	}
	reportRange(b.signs, lo, hi, runtime.RaceReadRange)
	for _, output := range b.outputs() {
		reportRange(output, lo, hi, runtime.RaceWriteRange)
	}
}

func reportRange[E any](s []E, lo, hi int, report func(unsafe.Pointer, int)) {
	if len(s) > 0 && hi > lo {
		report(unsafe.Pointer(&s[lo]), (hi-lo)*int(unsafe.Sizeof(s[0])))
	}
}
