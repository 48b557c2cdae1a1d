package roofline

import (
	"fmt"
	"strings"
)

// A loop is one function as it is written.
type loop struct {
	*isa
	shape
	lines []string
	next  int // vector to load
}

func (l *loop) printf(format string, args ...any) {
	l.lines = append(l.lines, fmt.Sprintf(format, args...))
}

// bytes is how far a stream gets in a turn.
func (l *loop) bytes(s stream) int {
	if s.narrow {
		return l.turn / l.narrow
	}
	return l.turn
}

const (
	line  = 64  // bytes that a prefetch brings
	ahead = 256 // bytes from a load to its prefetch, which may be beyond the end: it faults nowhere
)

// write fills in the lines. Output i is a copy of input i: what is loaded is what
// is stored, lest the memory know a shortcut for storing one value over and over.
func (l *loop) write() {
	l.enter(l)
	l.printf("loop:")
	for _, s := range l.streams() {
		if s.slot >= outSlot {
			continue // with its input
		}
		first := l.next
		for at := 0; at < l.bytes(s); at += l.vector {
			l.move(l.load, l.next, s, at)
			l.next++
			if l.form == nta && at%line == 0 {
				l.printf(l.prefetch, l.mem(l, s, at+ahead))
			}
		}
		if s.slot >= l.out {
			continue
		}
		store := l.store
		if l.form != plain {
			store = l.past
		}
		for at := 0; at < l.turn; at += l.vector {
			l.move(store, first+at/l.vector, stream{slot: outSlot + s.slot}, at)
		}
	}
	l.again(l)
	if l.leave != "" {
		l.printf("%s", l.leave)
	}
	l.printf("RET")
}

// move writes a load or a store of the i-th vector.
func (l *loop) move(format string, i int, s stream, offset int) {
	l.printf(format, l.register(i%l.registers), l.mem(l, s, offset))
}

// text is the whole function.
func (l *loop) text() string {
	l.write()
	var b strings.Builder
	fmt.Fprintf(&b, "\n// %s\nTEXT ·%s(SB), NOSPLIT, $0-24\n", l.signature(), l.function())
	for _, line := range l.lines {
		if strings.HasSuffix(line, ":") {
			b.WriteString("\n" + line + "\n")
		} else {
			b.WriteString("\t" + line + "\n")
		}
	}
	return b.String()
}

func (l *loop) function() string  { return l.name() + l.tier }
func (l *loop) signature() string { return "func " + l.function() + "(s *Streams, from, to int)" }
