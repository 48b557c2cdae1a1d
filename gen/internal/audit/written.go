package audit

import "fmt"

// Zeros above the bytes that a narrower instruction wrote do not count as written, since a kernel should not
// store them.
var written = during("written", "what was never written is whatever the caller left",
	func() observer { return &writtenObserver{} })

// A writtenObserver finds registers that are read before they are written.
type writtenObserver struct{ bystander }

func (b *writtenObserver) step(s *step) string {
	if u := b.unwritten; u.bytes > 0 {
		return fmt.Sprintf("reads %d bytes of %s, of which %d are written", u.bytes, u.name(), b.machine.written)
	}
	if o := s.object; o != nil && s.store && o.kind != theFrame {
		for i, c := range b.stored[:s.end-s.start] {
			if c.kind() == above {
				return fmt.Sprintf("stores what lies above a narrower value to byte %d of %s", s.start+i, o.name)
			}
		}
	}
	return ""
}
