//go:build race

package race

import (
	"runtime"
	"unsafe"
)

// Enabled says whether the program is built with -race.
const Enabled = true

// Read reports that the calling goroutine reads n bytes from p on.
func Read(p unsafe.Pointer, n int) {
	if n > 0 {
		runtime.RaceReadRange(p, n)
	}
}

// Write reports that the calling goroutine writes n bytes from p on.
func Write(p unsafe.Pointer, n int) {
	if n > 0 {
		runtime.RaceWriteRange(p, n)
	}
}
