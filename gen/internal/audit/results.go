package audit

import (
	"fmt"
	"slices"
)

var results = during("results", "what a call leaves alone has the value of the call before",
	func() observer { return &resultsObserver{} })

// A resultsObserver counts the writes of fields.
type resultsObserver struct {
	bystander
	written map[string]int
}

func (b *resultsObserver) begin(m *machine) { b.machine, b.written = m, map[string]int{} }

func (b *resultsObserver) step(s *step) string {
	if s.object == nil || s.object.kind != theArguments || !s.store {
		return ""
	}
	f := b.structure.at(s.start)
	if f == nil {
		return "" // arguments tells
	}
	if b.written[f.name]++; b.written[f.name] > 1 {
		return fmt.Sprintf("writes %s again", f.name)
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
