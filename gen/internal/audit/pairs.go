package audit

import (
	"math/bits"
	"strings"
)

// A register of the row before, left over or mixed up, would bring its pairs along.
var pairs = Check{
	Name: "pairs",
	Why:  "what is stored for a pair depends on that pair, on all of it, and on no other; counts depend on all",
	Run: eachRun([]int{64}, func(c *call, found *findings) {
		if c.n != 64 {
			return // parts of vectors mix: their pairs are for the tests of results
		}
		var held [registers]origin
		var loaded origin
		loop, fold := c.loop(), c.label("fold")
		for _, s := range c.steps {
			var from origin
			for _, r := range s.reads {
				for i, pairs := range held[r.reg] {
					from[i] |= pairs
				}
			}
			if by := upper(s.line); by > 0 && s.at < fold {
				for i := range from {
					from[i] <<= by
				}
			}
			if p := s.array; p != nil && s.start >= 0 {
				pair := s.start / p.element
				lane := s.start / 8 % 16 // the compensations lie behind the lanes
				switch {
				case p.isLanes() && s.store && s.at < loop && from == origin{}: // zero
				case p.isLanes() && s.store:
					c.compare(s, from, c.each(firstPairs<<lane), found)
				case p.isOutput() && s.store:
					c.compare(s, from, c.each(1<<pair), found)
				case p.isInput() && !s.store:
					from[p.number] |= 1 << pair
					loaded[p.number] |= 1 << pair
				}
			}
			if o := s.last(); o.kind == kindArg && strings.HasPrefix(o.text, counts) {
				c.compare(s, from, loaded, found)
			}
			for _, w := range s.writes {
				held[w.reg] = from
			}
			if len(*found) > 0 {
				return
			}
		}
	}),
}

// An origin says from which vectors of the inputs a register's contents were
// computed: for each parameter, a bit for the first pair of each vector. A call has
// no more than 64 pairs.
type origin [maxParams]uint64

const (
	maxParams  = 16                            // more than any kernel has
	firstPairs = uint64(0x0001_0001_0001_0001) // of the rows: 0, 16, 32, 48
)

// compare checks that what is stored came from these pairs of every input. The loss
// has no use for what arrives from what uses it.
func (c *call) compare(s step, from, want origin, found *findings) {
	for _, p := range c.params {
		if !p.isInput() || c.isAbsent(p) || p.name == "upstream" && (s.array.name == "out" || s.array.isLanes()) {
			continue
		}
		if from[p.number] != want[p.number] {
			found.line(c.function, s.line, "comes from pairs %v of %s, want %v", list(from[p.number]), p.name, list(want[p.number]))
			return
		}
	}
}

// each is the same pairs of each input.
func (c *call) each(pairs uint64) (all origin) {
	for i := range all {
		all[i] = pairs
	}
	return all
}

// list returns the numbers of the bits that are set.
func list(set uint64) []int {
	all := []int{}
	for ; set != 0; set &= set - 1 {
		all = append(all, bits.TrailingZeros64(set))
	}
	return all
}

// upper is the number of values that an instruction leaves out when it takes the
// upper half of a vector of float32, 0 for all other instructions.
func upper(l *line) int {
	switch {
	case l.op == "VEXTRACTF128" && l.operand(0).text == "$1":
		return 4
	case l.op == "VEXTRACTF64X4" && l.operand(0).text == "$1":
		return 8
	case strings.HasPrefix(l.word, "fcvtl2 "):
		return 2
	}
	return 0
}
