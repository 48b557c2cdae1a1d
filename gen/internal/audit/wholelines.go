package audit

import (
	"fmt"
	"math/bits"
)

var lines = onMemory("lines", "a line of the caches that is stored around them in parts, with others between, is written twice and read before",
	func() observer { return &linesObserver{} })

// lineBytes is the size of a cache line.
const lineBytes = 64

// A linesObserver checks that stores past the caches complete a cache line before they begin another one.
type linesObserver struct {
	bystander
	object *object
	line   int    // the number of the line in the object
	bytes  uint64 // a bit for each byte of that line that has been stored
	by     *line
}

func (b *linesObserver) begin(m *machine) { b.machine, b.object, b.bytes = m, nil, 0 }

func (b *linesObserver) step(s *step) string {
	if !s.isAround() || s.start < 0 {
		return ""
	}
	for at := s.start; at < s.end; at++ {
		if s.object != b.object || at/lineBytes != b.line {
			if open := b.open(); open != "" {
				return open
			}
			b.object, b.line, b.bytes = s.object, at/lineBytes, 0
		}
		b.bytes |= 1 << (at % lineBytes)
		b.by = s.line
	}
	return ""
}

// open describes a line that was begun and is not complete. It returns "" if there is none.
func (b *linesObserver) open() string {
	if n := bits.OnesCount64(b.bytes); b.object != nil && n < lineBytes {
		return fmt.Sprintf("begins a line where another has %d of %d bytes", n, lineBytes)
	}
	return ""
}

func (b *linesObserver) end() (*line, string) {
	if n := bits.OnesCount64(b.bytes); b.object != nil && n < lineBytes {
		return b.by, fmt.Sprintf("leaves a line with %d of %d bytes", n, lineBytes)
	}
	return nil, ""
}
