package audit

import (
	"fmt"
	"slices"
)

// At the beginning of a turn, registers hold constants, which must not change, or sums and counts, which begin
// with zeros or ones and may only be added to. The same is true of the frame.
var constants = during("constants", "a constant that is written in the loop has its value in the first turn only",
	func() observer { return &constantsObserver{} })

// A constantsObserver keeps track of what places hold.
type constantsObserver struct {
	bystander
	now     int // the number of the step
	holds   [places]holding
	turning []turning // the loops in which the step is
}

// A holding is what a place holds.
type holding struct {
	by   *line // the line that wrote it, or nil if nothing did
	when int
	adds bool     // it began with zeros or ones, and has only been added to since
	sum  bool     // something has been added to it
	kept bool     // it is emptied after it has been added to the lanes
	read bool     // it has been read since it was written
	of   placeSet // the places with sums from which it was added up
}

// A turning is a loop that is being run.
type turning struct {
	loop
	since int
	found placeSet // the places that held something at the beginning and were read
}

func (b *constantsObserver) begin(m *machine) {
	b.machine, b.now, b.turning = m, 0, b.turning[:0]
	clear(b.holds[:])
}

func (b *constantsObserver) step(s *step) (wrong string) {
	b.now++
	if s.label != "" || s.op == "RET" || len(b.turning) > 0 {
		b.enter(s)
	}
	if s.vector == nil {
		return ""
	}
	h := holding{by: s.line, when: b.now}
	h.adds = s.role == filling && !slices.Contains(constantNames, s.comment)
	h.kept = h.adds && slices.Contains(emptyNames, s.comment)
	for _, u := range s.reads {
		b.reads(place(u.reg), s, &h)
	}
	if p := s.inFrame(); p >= 0 && !s.store {
		b.reads(p, s, &h)
	}
	s.eachTarget(func(p place) {
		if text := b.write(p, s, &h); text != "" {
			wrong = text
		}
	})
	return wrong
}

// enter keeps track of the loops.
func (b *constantsObserver) enter(s *step) {
	if s.block < 0 || s.op == "RET" {
		for n := len(b.turning); n > 0; n-- {
			if last := &b.turning[n-1]; last.head <= s.at && s.at <= last.back {
				break
			}
			b.turning = b.turning[:n-1]
		}
	}
	if s.label != "" && !s.turn && s.loop >= 0 && b.loops[s.loop].head == s.at {
		b.turning = append(b.turning, turning{loop: b.loops[s.loop], since: b.now})
	}
}

// reads notes that a place is read, and that what it holds goes into the instruction's result.
func (b *constantsObserver) reads(p place, s *step, made *holding) {
	h := &b.holds[p]
	if h.by == nil {
		return
	}
	h.read, h.by.used = true, true
	for i := range b.turning {
		if l := &b.turning[i]; h.when < l.since {
			l.found.add(p)
		}
	}
	if s.role != summing && s.role != copying {
		return
	}
	made.of.with(&h.of)
	if h.adds {
		made.of.add(p)
	}
	if s.role == copying {
		made.adds, made.kept = h.adds, h.kept
	}
}

// write says what is wrong with writing to a place. It returns "" if nothing is wrong.
func (b *constantsObserver) write(p place, s *step, h *holding) (wrong string) {
	old := &b.holds[p]
	adds := old.adds && h.of.has(p)
	switch {
	case adds || old.by == nil || old.kept && old.read:
	case old.sum && !old.read:
		wrong = fmt.Sprintf("forgets the lanes in %v", p)
	default:
		wrong = b.loses(p, old)
	}
	if old.by != nil && s.form.dst.piece >= 0 {
		old.by.used = true // the other elements keep their values
	}
	h.adds, h.sum = h.adds || adds, adds
	h.kept = h.kept || old.kept && len(b.turning) > 0
	*old = *h
	return wrong
}

// loses says what a loop loses if something that it found in a place is overwritten.
func (b *constantsObserver) loses(p place, old *holding) string {
	for i := range b.turning {
		switch {
		case !b.turning[i].found.has(p):
		case old.adds:
			return fmt.Sprintf("forgets the lanes in %v", p)
		default:
			return fmt.Sprintf("%v is a constant", p)
		}
	}
	return ""
}

func (b *constantsObserver) finish(f *function) (found findings) {
	for _, l := range f.lines[:f.firstLoop()] {
		if len(l.writes) > 0 && !l.used {
			found.line(f, l, "a constant that the loop does not read")
		}
	}
	return found
}
