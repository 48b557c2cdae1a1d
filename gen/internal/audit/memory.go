package audit

import (
	"fmt"
	"slices"
)

var memory = onMemory("memory", "a pair left out or done twice is lost or done wrong in place; beside the arrays lies other data",
	func() observer { return &memoryObserver{} })

// A memoryObserver notes the bytes of arrays that are loaded and stored.
type memoryObserver struct {
	bystander
	done [][]bool // for each byte of each array
}

func (b *memoryObserver) begin(m *machine) {
	b.machine = m
	for i, o := range m.objects {
		if i == len(b.done) {
			b.done = append(b.done, nil)
		}
		b.done[i] = slices.Grow(b.done[i][:0], o.bytes)[:o.bytes]
		clear(b.done[i])
	}
}

func (b *memoryObserver) step(s *step) string {
	o := s.object
	if o.kind != anInput && o.kind != anOutput {
		return ""
	}
	done, verb := b.done[o.number], verbs[s.store]
	switch {
	case s.start < o.from || s.end > o.bytes:
		return fmt.Sprintf("%s bytes %d to %d of %s, which has %d", verb, s.start, s.end-1, o.name, o.bytes)
	case s.store != (o.kind == anOutput) || slices.Contains(b.unused, o.name):
		return fmt.Sprintf("%s %s", verb, o.name)
	}
	for i := s.start; i < s.end; i++ {
		if done[i] && !o.again {
			return fmt.Sprintf("%s byte %d of %s again", verb, i, o.name)
		}
		done[i] = true
	}
	return ""
}

func (b *memoryObserver) end() (*line, string) {
	for i, o := range b.objects {
		if slices.Contains(b.unused, o.name) {
			continue
		}
		for at := o.from; at < o.needed; at++ {
			if !b.done[i][at] {
				return nil, fmt.Sprintf("never %s byte %d of %s", verbs[o.kind == anOutput], at, o.name)
			}
		}
	}
	return nil, ""
}

var verbs = map[bool]string{false: "loads", true: "stores"}
