package audit

import (
	"fmt"
	"slices"
	"strings"
)

// outputs are the arrays that are stored to; gradients, those a caller may leave out.
var (
	gradients = []string{"gx1", "gx2", "gy"}
	outputs   = append([]string{"out"}, gradients...)
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

// eachCall runs a check on calls with n pairs, that is two turns of the loop or
// more, and every subset of the gradients. One call with a fault is enough for a
// function.
func eachCall(sizes []int, look func(c *call, found *findings)) func(*Program) []Finding {
	return func(p *Program) []Finding {
		var all []Finding
		steps := []step(nil)
		for _, f := range p.functions {
			d := p.declared[f.name]
			if d == nil {
				continue
			}
			var found findings
			for _, n := range sizes {
				for _, absent := range subsets(d.params) {
					c := f.call(d.params, n, absent, steps[:0])
					steps = c.steps
					look(c, &found)
					if len(found) > 0 {
						found[0].Text += " [" + c.String() + "]"
						break
					}
				}
				if len(found) > 0 {
					break
				}
			}
			all = append(all, found...)
		}
		return all
	}
}

// eachRun is eachCall for calls that come to their end; runs tells of the others.
func eachRun(sizes []int, look func(c *call, found *findings)) func(*Program) []Finding {
	return eachCall(sizes, func(c *call, found *findings) {
		if c.err == nil && c.end != nil {
			look(c, found)
		}
	})
}

// subsets lists every choice of the gradients that a caller leaves out.
func subsets(params []*param) [][]string {
	all := [][]string{nil}
	for _, p := range params {
		if slices.Contains(gradients, p.name) {
			for _, s := range all {
				all = append(all, append(slices.Clone(s), p.name))
			}
		}
	}
	return all
}

// call runs the function; steps is room for the steps.
func (f *function) call(params []*param, n int, absent []string, steps []step) *call {
	m := &machine{arguments: map[string]value{}, labels: map[string]int{}, regs: map[string]value{}, steps: steps}
	for _, p := range params {
		v := value{}
		switch {
		case p.element == 0:
			v.n = n
		case !slices.Contains(absent, p.name):
			v.array = p
		}
		m.arguments[p.place()] = v
	}
	for i, l := range f.lines {
		m.labels[l.label] = i
	}
	end, err := m.run(f, n)
	return &call{f, params, n, absent, m.steps, end, err}
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
