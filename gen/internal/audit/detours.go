package audit

var detours = Check{
	Name: "detours",
	Why:  "what is out of the way comes back to where it was left, or it does what others are for",
	Run: eachFunction(func(f *function, found *findings) {
		for number, b := range f.blocks {
			f.checkDetour(number, b, found)
		}
	}),
}

// checkDetour checks a block after the last RET.
func (f *function) checkDetour(number int, b block, found *findings) {
	first, last := f.lines[b.start], f.lines[b.end]
	if first.label == "" {
		found.line(f, first, "nothing leads here")
		return
	}
	var from []int // the jumps to the block from elsewhere
	for i, l := range f.lines {
		at, ok := f.target(l)
		switch {
		case !ok || f.lines[at].block != number || l.block == number:
		case at == b.start:
			from = append(from, i)
		case !f.comesBack(i, at):
			found.line(f, l, "leads into what is out of the way")
		}
	}
	for i := b.start; i < b.end; i++ {
		if at, ok := f.target(f.lines[i]); ok && f.lines[at].block != number && !f.isDetour(at) {
			found.line(f, f.lines[i], "leaves what is out of the way before its end")
		}
	}
	switch {
	case last.op != "JMP":
		return // the check returns reports this
	case len(from) != 1:
		found.line(f, first, "%d jumps lead here", len(from))
	case !f.isNext(from[0], f.labels[last.last().text]):
		found.line(f, last, "does not lead back to behind %s", f.lines[from[0]])
	}
}

// isDetour reports whether a block begins at a place.
func (f *function) isDetour(at int) bool {
	i := f.lines[at].block
	return i >= 0 && f.blocks[i].start == at
}

// comesBack reports whether a jump ends a detour and leads back to the block from which the detour started.
func (f *function) comesBack(jump, at int) bool {
	i := f.lines[jump].block
	return i >= 0 && f.blocks[i].end == jump && f.lines[at].block != i
}

// isNext reports whether a place is at the next label after a jump, in the same turn of the same loop.
func (f *function) isNext(jump, at int) bool {
	next := jump + 1
	for next < at && f.lines[next].label == "" {
		next++
	}
	for next < at && f.lines[next].label != "" {
		next++
	}
	a, b := f.lines[at], f.lines[jump]
	return next == at && a.label != "" && a.block == b.block && a.loop == b.loop
}
