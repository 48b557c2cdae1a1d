package audit

import (
	"fmt"
	"slices"
	"strings"
)

var alike = onMemory("alike", "a pair that the tail computes in another way than the loop has another result",
	func() observer { return &alikeObserver{} })

// An alikeObserver compares formulas: in all calls with the same arrays, all elements of an output must be
// computed by the same formula, and so must all terms of a sum.
type alikeObserver struct {
	pairsObserver                              // used for comparing only: the check pairs reports what it finds
	seen          map[string]map[string]uint32 // formulas by output or result, for each set of absent arrays and rare data
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

// isAs reports whether a formula is the same as all others of the output or result.
func (b *alikeObserver) isAs(name string, formula uint32) bool {
	was, ok := b.now[name]
	if !ok {
		b.now[name] = formula
	}
	return !ok || was == formula
}
