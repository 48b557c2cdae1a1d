package audit

import (
	"fmt"
	"slices"
	"strings"
)

var alike = onMemory("alike", "a pair that the tail computes in another way than the loop has another result",
	func() observer { return &alikeObserver{} })

// An alikeObserver compares the formulas by which elements of an output, and terms of a sum, were
// computed: in all calls with the same arrays.
type alikeObserver struct {
	pairsObserver                              // whose findings are its own
	seen          map[string]map[string]uint32 // formulas by output and result, by what is absent and rare
	now           map[string]uint32
}

func (b *alikeObserver) begin(m *machine) {
	b.machine = m
	if b.seen == nil {
		b.seen = map[string]map[string]uint32{}
	}
	absent := strings.Join(m.absent, " ")
	if m.rare {
		absent += " rare"
	}
	if b.seen[absent] == nil {
		b.seen[absent] = map[string]uint32{}
	}
	b.now = b.seen[absent]
}

func (b *alikeObserver) step(s *step) string {
	o := s.object
	if !s.store || !b.contract.sums {
		return ""
	}
	switch o.kind {
	case anOutput:
		for at := s.start; at < s.end; at += o.element {
			c := b.gather(&b.stored, at-s.start, min(o.element, s.end-at))
			if c.kind() == one && b.compare(o.name, at/o.element, c) == "" && !b.isAs(o.name, c.formula()) {
				return fmt.Sprintf("pair %d of %s is not computed as others are", at/o.element, o.name)
			}
		}
	case theArguments:
		i := b.structure.at(s.start)
		if i < 0 || !slices.Contains(b.contract.results, b.structure.fields[i].name) || b.structure.fields[i].name == fieldLeft {
			return ""
		}
		f := b.structure.fields[i]
		c := b.gather(&b.stored, 0, min(f.size, s.end-s.start))
		if m := b.of(c); c.isData() && b.compare(f.name, -1, c) == "" && (m.uneven || !b.isAs(f.name, m.formula)) {
			return fmt.Sprintf("not all terms of %s are computed alike", f.name)
		}
	}
	return ""
}

// isAs reports whether a formula is the one of all others.
func (b *alikeObserver) isAs(name string, formula uint32) bool {
	was, ok := b.now[name]
	if !ok {
		b.now[name] = formula
	}
	return !ok || was == formula
}
