package assembly

import (
	"fmt"
	"slices"
	"strings"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
)

// noteShortage notes, for the first operation that found no register, the values that had one.
func (t *translation) noteShortage(op arithmetic.Operation) {
	if !t.Short || t.short != "" {
		return
	}
	var alive []string
	for v, uses := range t.uses {
		if uses > 0 && v > 0 && v != op.Dst && t.temporary(v) {
			alive = append(alive, t.text[v])
		}
	}
	if t.terms != nil {
		alive = append(alive, "the term of the sum")
	}
	for c := range t.counts {
		alive = append(alive, "the count "+c.Name)
	}
	slices.Sort(alive)
	t.short = fmt.Sprintf("%q finds no register: alive are %s", t.described(op), strings.Join(slices.Compact(alive), ", "))
	if t.program.Sums && !t.way.lanes {
		t.short += ", and the lanes of the sum"
	}
}

// shortage is the error of a kernel that does not fit.
func (f *kernel) shortage() error {
	switch {
	case f.short != "":
		return fmt.Errorf("%s: with %d vector registers, and all constants in memory, %s", f.Name, f.Vectors, f.short)
	case f.Short:
		return fmt.Errorf("%s: %d vector registers are not enough for the sum and its counts", f.Name, f.Vectors)
	}
	return fmt.Errorf("%s: its constants and sums do not fit into the frame of a function that does not check the stack", f.Name)
}
