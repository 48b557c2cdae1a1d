package roofline

import "fmt"

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

// log is the binary logarithm of narrow.
func (s shape) log() int { return map[int]int{2: 1, 4: 2, 8: 3}[s.narrow] }

// A stream is an array, by its place in the emitted type Streams.
type stream struct {
	slot   int
	narrow bool
}

// The places: up to four full streams read, the narrow one, up to three written.
const (
	narrowSlot = 4
	outSlot    = 5
)

func (s shape) streams() []stream {
	var list []stream
	for i := range s.full {
		list = append(list, stream{slot: i})
	}
	if s.narrow > 0 {
		list = append(list, stream{slot: narrowSlot, narrow: true})
	}
	for i := range s.out {
		list = append(list, stream{slot: outSlot + i})
	}
	return list
}
