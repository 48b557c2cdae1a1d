package roofline

import (
	"fmt"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A shape says which streams a loop has. A full stream has a score for each pair, and the narrow stream an int8
// label.
type shape struct {
	full   int // the number of full streams that are read
	narrow int // the bytes of a full stream divided by those of the narrow one: 2, 4 or 8, or 0 if there is none
	out    int // the number of streams that are written, all of them full
	form
}

// A form says how a loop loads and stores.
type form int

const (
	plain form = iota
	nt         // stores past the caches
	nta        // also loads past the last cache, so that loads do not evict anything from it
)

// shapes lists the shapes of the kernels of package loss.
func shapes() []shape {
	// These are the numbers of full streams in and out without labels. With int8 labels there is also the narrow
	// stream, and with other labels one more full stream.
	absent := [][2]int{{2, 0}, {2, 1}, {2, 2}, {3, 1}, {3, 2}, {3, 3}}
	given := [][2]int{{3, 0}, {4, 1}, {4, 2}, {4, 3}} // only those that absent does not have
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

// name returns the name of the function without the tier.
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

// elements has the element types by their size in bytes.
var elements = map[int]*cat.DType{1: cat.Int8, 2: cat.F16, 4: cat.F32, 8: cat.F64}

// columns returns the streams that are read, the narrow one last, and the streams that are written.
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
