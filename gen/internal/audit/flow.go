package audit

import "slices"

// A loop extends from its label to the last jump back to it.
type loop struct {
	name       string
	head, back int
}

// A block is code after the last RET, where it is out of the way. It extends from a label to a JMP.
type block struct{ start, end int }

// prepare finds the labels, loops and blocks of a function.
func (f *function) prepare() {
	f.labels, f.end = map[string]int{}, len(f.lines)
	for i, l := range f.lines {
		if l.label != "" {
			f.labels[l.label] = i
		}
		if l.op == "RET" {
			f.end = i
		}
	}
	for i := f.end + 1; i < len(f.lines); {
		b := block{start: i, end: len(f.lines) - 1}
		for j := i; j < len(f.lines); j++ {
			if f.lines[j].op == "JMP" {
				b.end = j
				break
			}
		}
		f.blocks = append(f.blocks, b)
		i = b.end + 1
	}
	for i, l := range f.lines {
		l.block = slices.IndexFunc(f.blocks, func(b block) bool { return b.start <= i && i <= b.end })
	}
	for i, l := range f.lines {
		if at, ok := f.target(l); ok && at < i && f.lines[at].block == l.block {
			f.loops = append(f.loops, loop{f.lines[at].label, at, i})
		}
	}
	for i, l := range f.lines {
		l.loop = f.innermost(i)
	}
}

// target returns the place to which a jump leads. ok is false if the line is not a jump to a label.
func (f *function) target(l *line) (at int, ok bool) {
	if l.jumps == nil {
		return 0, false
	}
	at, ok = f.labels[l.last().text]
	return at, ok
}

// innermost returns the number of the innermost loop that contains a line, or -1 if no loop does.
func (f *function) innermost(at int) int {
	inner := -1
	for i, l := range f.loops {
		if l.head <= at && at <= l.back && (inner < 0 || l.head > f.loops[inner].head) {
			inner = i
		}
	}
	return inner
}

// firstLoop returns the place of the first loop's label, or the function's end if there are no loops.
func (f *function) firstLoop() int {
	first := len(f.lines)
	for _, l := range f.loops {
		first = min(first, l.head)
	}
	return first
}
