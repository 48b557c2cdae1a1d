package audit

import (
	"fmt"
	"slices"
)

// What a loop finds in registers is constants, which stay, or what it adds to: lanes and counts,
// which begin with zeros or ones. The frame is like registers: a place of it is known by its
// offset.
var constants = during("constants", "a constant that is written in the loop has its value in the first turn only",
	func() observer { return &constantsObserver{} })

// A constantsObserver follows what places hold.
type constantsObserver struct {
	bystander
	now      int // number of the step
	holdings map[place]*holding
	turning  []turning // the loops that the step is in
	read     map[*line]bool
}

// A holding is what a place holds.
type holding struct {
	place place
	by    *line // that wrote it
	when  int
	adds  bool    // began with zeros or ones, and was only added to since
	of    []place // that it was added up from
	read  bool
}

// A turning is a loop that is being run.
type turning struct {
	loop
	since int
	found map[place]bool // what it found there, and needs
}

func (b *constantsObserver) begin(m *machine) {
	b.machine, b.now, b.holdings, b.turning = m, 0, map[place]*holding{}, nil
	if b.read == nil {
		b.read = map[*line]bool{}
	}
}

func (b *constantsObserver) step(s *step) string {
	b.now++
	b.enter(s)
	var sources []*holding
	for _, p := range sourcesOf(s) {
		if h := b.holdings[p]; h != nil {
			sources = append(sources, h)
			b.reads(h)
		}
	}
	if p := targetOf(s); p >= 0 {
		return b.write(p, s, sources)
	}
	return ""
}

// enter keeps track of the loops.
func (b *constantsObserver) enter(s *step) {
	if b.block(s.at) < 0 || s.op == "RET" {
		for n := len(b.turning); n > 0; n-- {
			if last := b.turning[n-1]; last.head <= s.at && s.at <= last.back {
				break
			}
			b.turning = b.turning[:n-1]
		}
	}
	if s.label == "" || s.turn {
		return
	}
	if i := b.around(s.at); i >= 0 && b.loops[i].head == s.at {
		b.turning = append(b.turning, turning{b.loops[i], b.now, map[place]bool{}})
	}
}

// reads notes that something is read.
func (b *constantsObserver) reads(h *holding) {
	h.read, b.read[h.by] = true, true
	for _, l := range b.turning {
		if h.when < l.since {
			l.found[h.place] = true
		}
	}
}

// write says what is wrong with writing to a place.
func (b *constantsObserver) write(p place, s *step, sources []*holding) string {
	old := b.holdings[p]
	h := &holding{place: p, by: s.line, when: b.now}
	b.holdings[p] = h
	clears := s.isNeutral() && !slices.Contains(constantNames, s.comment)
	if s.addsUp() || s.copies() {
		for _, from := range sources {
			if from.adds {
				h.of = append(h.of, from.place)
			}
			h.of = append(h.of, from.of...)
		}
	}
	if s.copies() && len(sources) == 1 {
		clears = sources[0].adds
		h.adds = clears
	}
	adds := old != nil && old.adds && slices.Contains(h.of, p)
	h.adds = h.adds || adds || clears
	if old == nil || adds || clears && old.adds && old.read && s.empties(sources) {
		return ""
	}
	for _, l := range b.turning {
		switch {
		case !l.found[p]:
		case old.adds:
			return fmt.Sprintf("forgets the lanes in %v", p)
		default:
			return fmt.Sprintf("%v is a constant", p)
		}
	}
	return ""
}

func (b *constantsObserver) finish(f *function) (found findings) {
	for _, l := range f.lines[:f.loop()] {
		if len(l.writes) > 0 && !b.read[l] {
			found.line(f, l, "a constant that the loop does not read")
		}
	}
	return found
}
