package audit

import (
	"fmt"
	"maps"
	"slices"
)

var arguments = Check{
	Name: "arguments",
	Why:  "where text and Go disagree about a field, a kernel reads its neighbour, or writes it",
	Run: eachFunction(func(f *function, found *findings) {
		d := f.group.of(f)
		if d == nil {
			return // the check declarations reports this
		}
		if c, err := f.group.contractOf(f); err == nil {
			d.checkFrame(f, found)
			d.checkFields(f, c, found)
		}
	}),
}

// pointerBytes is the size of the only argument.
const pointerBytes = 8

// checkFrame checks the argument itself.
func (d *declaration) checkFrame(f *function, found *findings) {
	if f.args != pointerBytes {
		found.function(f, "%d bytes of arguments, declared are %d", f.args, pointerBytes)
	}
	if want := fmt.Sprintf("// func %s(%s *%s)", f.name, d.argument, d.structure.name); f.comment != want {
		found.function(f, "the comment above is not %q", want)
	}
	place, n := d.argument+"+0(FP)", 0
	for _, l := range f.lines {
		for i, o := range l.operands {
			switch {
			case o.kind != kindArg:
			case o.text != place || i > 0 || fieldBytes(l) != pointerBytes:
				found.line(f, l, "no load of %s", place)
			default:
				n++
			}
		}
	}
	if n != 1 {
		found.function(f, "reads %s %d times", place, n)
	}
}

// checkFields checks the fields that a kernel reads and writes.
func (d *declaration) checkFields(f *function, c *contract, found *findings) {
	reads, writes := map[string]int{}, map[string]int{}
	for _, l := range f.lines {
		for i, o := range l.operands {
			if o.kind != kindField {
				continue
			}
			field := d.structure.field(o.place())
			if field == nil || o.typ != d.structure.name {
				found.line(f, l, "no such field of %s", d.structure.name)
				continue
			}
			byteCount, want, verb := fieldBytes(l), field.size, "reads"
			if i == len(l.operands)-1 && !l.onlyReads() {
				verb = "writes"
				writes[field.name]++
			} else {
				reads[field.name]++
				if n := c.scalars[field.name]; n > 0 {
					want = n
				}
			}
			if byteCount != want {
				found.line(f, l, "%s %d bytes of %d", verb, byteCount, want)
			}
		}
	}
	c.checkReads(f, reads, found)
	c.checkWrites(f, writes, found)
}

// place returns the name of a field, with the offset that is added to it.
func (o operand) place() string {
	if o.n > 0 {
		return fmt.Sprintf("%s+%d", o.field, o.n)
	}
	return o.field
}

// checkReads compares the fields that a kernel reads with those that it has to read. A kernel may read optional
// arrays and scalars more than once if it has no register for them.
func (c *contract) checkReads(f *function, reads map[string]int, found *findings) {
	for _, name := range slices.Sorted(maps.Keys(c.scalars)) {
		if reads[name] == 0 || reads[name] > 1 && name == fieldN && !c.again {
			found.function(f, "reads %s %d times", name, reads[name])
		}
	}
	for _, name := range c.arrays {
		if reads[name] == 0 || reads[name] > 1 && !slices.Contains(c.options, name) && !c.again {
			found.function(f, "reads %s %d times", name, reads[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(reads)) {
		if c.scalars[name] == 0 && !slices.Contains(c.arrays, name) && name != fieldStream {
			found.function(f, "reads %s, which it does not need", name)
		}
	}
}

// checkWrites compares the fields that a kernel writes with those that it has to write.
func (c *contract) checkWrites(f *function, writes map[string]int, found *findings) {
	for _, name := range c.results {
		if writes[name] != 1 {
			found.function(f, "writes %s %d times", name, writes[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(writes)) {
		if !slices.Contains(c.results, name) {
			found.function(f, "writes %s, which is no result", name)
		}
	}
}

// fieldBytes returns the number of bytes that an instruction reads or writes of a field, or of the argument.
func fieldBytes(l *line) int {
	if l.touch != nil {
		return l.touch.bytes
	}
	return generalBytes[l.op]
}

// generalBytes has the number of bytes that each instruction on general registers moves.
var generalBytes = map[string]int{"MOVQ": 8, "MOVBLZX": 1, "CMPQ": 8, "SUBQ": 8, "MOVD": 8, "MOVW": 4}

// onlyReads reports whether an instruction has no destination.
func (l *line) onlyReads() bool {
	return slices.Contains([]string{"CMPQ", "TESTQ", "CMP", "TST"}, l.op)
}
