package audit

import (
	"fmt"
	"slices"
)

var results = onMemory("results", "what a call leaves alone has the value of the call before",
	func() observer { return &resultsObserver{} })

// A resultsObserver counts the writes of fields.
type resultsObserver struct {
	bystander
	written map[string]int
}

func (b *resultsObserver) begin(m *machine) {
	b.machine = m
	if b.written == nil {
		b.written = map[string]int{}
	}
	clear(b.written)
}

func (b *resultsObserver) step(s *step) string {
	if s.object.kind != theArguments || !s.store {
		return ""
	}
	i := b.structure.at(s.start)
	if i < 0 {
		return "" // the check arguments reports this
	}
	name := b.structure.fields[i].name
	if b.written[name]++; b.written[name] > 1 {
		return fmt.Sprintf("writes %s again", name)
	}
	return ""
}

func (b *resultsObserver) end() (*line, string) {
	for _, name := range b.contract.results {
		if b.written[name] == 0 && slices.ContainsFunc(b.lines, func(l *line) bool { return l.last().field == name }) {
			return nil, fmt.Sprintf("does not write %s", name)
		}
	}
	return nil, ""
}
