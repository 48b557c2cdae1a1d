package audit

import (
	"fmt"
	"slices"
	"strings"
)

// isAround reports whether an instruction stores past the caches.
func (l *line) isAround() bool { return strings.HasPrefix(l.op, "VMOVNT") }

// mayStream reports whether a function has stores past the caches.
func (f *function) mayStream() bool { return slices.ContainsFunc(f.lines, (*line).isAround) }

var around = during("around", "a store around the caches that nobody asked for faults where it is not aligned, and without a fence others see it late",
	func() observer { return &aroundObserver{} })

// An aroundObserver watches stores past the caches.
type aroundObserver struct {
	bystander
	open bool // there has been such a store since the last fence
}

func (b *aroundObserver) begin(m *machine) { b.machine, b.open = m, false }

func (b *aroundObserver) step(s *step) string {
	switch {
	case s.op == "SFENCE":
		b.open = false
	case s.op == "RET" && b.open:
		return "no SFENCE since stores around the caches"
	case s.isAround():
		b.open = true
		if !b.stream {
			return "a store around the caches that was not asked for"
		}
		if s.object != nil && s.start%(s.end-s.start) != 0 {
			return fmt.Sprintf("not aligned: byte %d of %s", s.start, s.object.name)
		}
	case b.stream && s.store && s.object != nil && s.object.kind == anOutput:
		return "a store through the caches where one around them was asked for"
	}
	return ""
}
