package audit

import (
	"fmt"
	"slices"
)

var lanes = onMemory("lanes", "what waits in the frame for its place in a sum and is overwritten is lost to it",
	func() observer { return &lanesObserver{} })

// A lanesObserver checks that data in the frame is loaded before other data overwrites it, and before the end.
type lanesObserver struct {
	bystander
	waits []*line // for each byte, the line that stored data there if the data has not been loaded yet
}

func (b *lanesObserver) begin(m *machine) {
	b.machine, b.waits = m, slices.Grow(b.waits[:0], len(m.frame))[:len(m.frame)]
	clear(b.waits)
}

func (b *lanesObserver) step(s *step) string {
	if s.object.kind != theFrame {
		return ""
	}
	first := s.start - b.firstLocal()
	if first < 0 || first+s.end-s.start > len(b.waits) {
		return "" // the check locals reports this
	}
	for i := range s.end - s.start {
		at := first + i
		switch {
		case !s.store:
			b.waits[at] = nil
		case b.waits[at] != nil:
			return fmt.Sprintf("stores byte %d of the frame before it is loaded", s.start+i)
		case b.stored[i].isData():
			b.waits[at] = s.line
		}
	}
	return ""
}

func (b *lanesObserver) end() (*line, string) {
	for i, l := range b.waits {
		if l != nil {
			return l, fmt.Sprintf("nothing loads byte %d of the frame", i+b.firstLocal())
		}
	}
	return nil, ""
}
