package audit

import "fmt"

var locals = onMemory("locals", "beside the frame lie other functions' variables, and in it what they left",
	func() observer { return &localsObserver{} })

// A localsObserver checks accesses to the frame.
type localsObserver struct{ bystander }

func (b *localsObserver) step(s *step) string {
	if s.object.kind != theFrame {
		return ""
	}
	verb, first := verbs[s.store], b.firstLocal()
	if s.start < first || s.end > first+b.function.frame {
		return fmt.Sprintf("%s bytes %d to %d of a frame from %d to %d", verb, s.start, s.end-1, first, first+b.function.frame-1)
	}
	for i := s.start; i < s.end; i++ {
		if b.frame[i-first] == never {
			if s.store {
				return fmt.Sprintf("stores what was never written to byte %d", i)
			}
			return fmt.Sprintf("loads byte %d of the frame, which was never stored", i)
		}
	}
	return ""
}
