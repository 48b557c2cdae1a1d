package roofline

import (
	"fmt"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A shape is the streams of a loop. A full one has a score of each pair; the narrow one an int8 label.
type shape struct {
	full   int // streams read
	narrow int // how many times fewer bytes the narrow one has: 2, 4 or 8; 0: there is none
	out    int // streams written, all full
	form
}

// A form is how a loop moves what it moves.
type form int

const (
	plain form = iota
	nt         // stores past the caches
	nta        // loads past the last cache, too: what is not kept there drives nothing out
)

// shapes lists those of the kernels of package loss.
func shapes() []shape {
	// Full streams in and out, with labels absent. As int8 they are the narrow stream, else one more full one.
	absent := [][2]int{{2, 0}, {2, 1}, {2, 2}, {3, 1}, {3, 2}, {3, 3}}
	given := [][2]int{{3, 0}, {4, 1}, {4, 2}, {4, 3}} // the others are there
	var list []shape
	add := func(narrow int, s [2]int) {
		for _, f := range []form{plain, nt, nta} {
			if f != nt || s[1] > 0 {
				list = append(list, shape{s[0], narrow, s[1], f})
			}
		}
	}
	for _, narrow := range []int{0, 2, 4, 8} {
		for _, s := range absent {
			add(narrow, s)
		}
	}
	for _, s := range given {
		add(0, s)
	}
	return list
}

// name is that of the function, but for the tier.
func (s shape) name() string {
	name := fmt.Sprint([...]string{"Read", "Read", "Pass"}[s.form], s.full) + map[int]string{2: "Half", 4: "Quarter", 8: "Eighth"}[s.narrow]
	switch {
	case s.out == 0:
		return name
	case s.form != plain:
		return fmt.Sprint(name, "Stream", s.out)
	}
	return fmt.Sprint(name, "Write", s.out)
}

// elements are types by their bytes.
var elements = map[int]*cat.DType{1: cat.Int8, 2: cat.F16, 4: cat.F32, 8: cat.F64}

// columns lists the streams read, the narrow one last, and those written.
func (s shape) columns() (in, out []*cat.Column) {
	full := elements[max(1, s.narrow)]
	for i := range s.full {
		in = append(in, &cat.Column{Field: fmt.Sprintf("In+%d", 8*i), Elem: full})
	}
	if s.narrow > 0 {
		in = append(in, &cat.Column{Field: "Narrow", Elem: elements[1]})
	}
	for i := range s.out {
		out = append(out, &cat.Column{Field: fmt.Sprintf("Out+%d", 8*i), Elem: full})
	}
	return in, out
}
