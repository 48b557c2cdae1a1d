package audit

import (
	"fmt"
	"slices"
	"strings"
)

// outputs are the arrays that are stored to; gradients, those a caller may leave out, as
// may be the columns, for which there are scalars.
var (
	gradients = []string{"gx1", "gx2", "gy"}
	outputs   = append([]string{"out"}, gradients...)
	columns   = []string{"weights", "margins"}
	scalars   = []string{"weight", "margin"}
)

func (p *param) isOutput() bool { return slices.Contains(outputs, p.name) }
func (p *param) isLanes() bool  { return p.name == "acc" }
func (p *param) isInput() bool  { return p.element > 0 && !p.isOutput() && !p.isLanes() }

// A call is one execution of a kernel.
type call struct {
	*function
	params []*param
	n      int // pairs
	absent []string
	steps  []step

	end *line // the last one, nil if the function ran out of lines
	err error // why end could not be run
}

func (c *call) String() string {
	s := fmt.Sprintf("%d pairs", c.n)
	if len(c.absent) > 0 {
		s += " without " + strings.Join(c.absent, ", ")
	}
	return s
}

// lanesBytes is the size of the lanes of a sum: sixteen float64, twice as many
// where float64 elements need compensations.
func (c *call) lanesBytes() int {
	if slices.ContainsFunc(c.params, func(p *param) bool { return p.isInput() && p.element == 8 }) {
		return 2 * 16 * 8
	}
	return 16 * 8
}

// eachCall runs a check on calls of every function, with so many pairs and every
// subset of the gradients. One call with a fault is enough for a function. The steps
// of a call are there until the next.
func eachCall(sizes []int, look func(c *call, found *findings)) func(*Program) []Finding {
	return func(p *Program) []Finding {
		var all []Finding
		var steps []step
		for _, f := range p.functions {
			d := p.declared[f.name]
			if d == nil {
				continue
			}
			sizes := sizes
			if f.label("rest") < len(f.lines) {
				sizes = append(odd, sizes...)
			}
			for _, c := range f.calls(d.params, sizes) {
				var found findings
				c.run(steps[:0])
				steps = c.steps
				if look(c, &found); len(found) > 0 {
					found[0].Text += " [" + c.String() + "]"
					all = append(all, found[0])
					break
				}
			}
		}
		return all
	}
}

// odd are numbers of pairs that leave parts of vectors, for kernels that take any.
var odd = []int{1, 15, 17, 63, 100}

// eachRun is eachCall for calls that come to their end; runs tells of the others.
func eachRun(sizes []int, look func(c *call, found *findings)) func(*Program) []Finding {
	return eachCall(sizes, func(c *call, found *findings) {
		if c.err == nil && c.end != nil {
			look(c, found)
		}
	})
}

// calls lists those with so many pairs and every choice of the gradients that a
// caller leaves out, or of the columns.
func (f *function) calls(params []*param, sizes []int) []*call {
	without := func(names []string) [][]string {
		subsets := [][]string{nil}
		for _, p := range params {
			if slices.Contains(names, p.name) {
				for _, s := range subsets {
					subsets = append(subsets, append(slices.Clone(s), p.name))
				}
			}
		}
		return subsets
	}
	subsets := append(without(gradients), without(columns)[1:]...)
	var all []*call
	for _, n := range sizes {
		for _, absent := range subsets {
			all = append(all, &call{function: f, params: params, n: n, absent: absent})
		}
	}
	return all
}

// run runs the call; steps is room for its steps.
func (c *call) run(steps []step) {
	m := &machine{arguments: map[string]value{}, labels: map[string]int{}, regs: map[string]value{}, masks: map[int]count{}, steps: steps}
	for _, p := range c.params {
		v := value{}
		switch {
		case p.element == 0:
			v.n = c.n
		case !c.isAbsent(p):
			v.array = p
		}
		m.arguments[p.place()] = v
	}
	for i, l := range c.lines {
		m.labels[l.label] = i
	}
	c.end, c.err = m.run(c.function, c.n)
	c.steps = m.steps
}

func (c *call) isAbsent(p *param) bool { return slices.Contains(c.absent, p.name) }

var runs = Check{
	Name: "runs",
	Why:  "a kernel that the machine cannot follow escapes the checks of memory",
	Run: eachCall([]int{64, 192}, func(c *call, found *findings) {
		if c.err != nil {
			found.line(c.function, c.end, "%v", c.err)
		}
	}),
}
