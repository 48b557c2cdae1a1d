package audit

import (
	"fmt"
	"slices"
)

var inPlace = onMemory("inplace", "an output may be an input: a pair loaded once an output has it is no input any more",
	func() observer { return &inPlaceObserver{} })

// An inPlaceObserver notes for which pairs an output has been stored.
type inPlaceObserver struct {
	bystander
	stored []bool
}

func (b *inPlaceObserver) begin(m *machine) {
	b.machine, b.stored = m, slices.Grow(b.stored[:0], m.n)[:m.n]
	clear(b.stored)
}

func (b *inPlaceObserver) step(s *step) string {
	o := s.object
	if o.kind != anInput && o.kind != anOutput || b.contract.apart {
		return ""
	}
	for pair := max(s.start/o.element, 0); pair < min((s.end+o.element-1)/o.element, b.n); pair++ {
		if b.stored[pair] && !s.store {
			return fmt.Sprintf("loads pair %d of %s after an output of that pair", pair, o.name)
		}
		b.stored[pair] = b.stored[pair] || s.store
	}
	return ""
}
