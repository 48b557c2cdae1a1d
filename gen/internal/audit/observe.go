package audit

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// An observer watches the calls of a function. Its methods return what is wrong, or "" if nothing is. Each fault
// is reported only once per function.
type observer interface {
	begin(m *machine)                    // called at the beginning of a call
	step(s *step) string                 // called after each instruction
	end() (at *line, text string)        // called at the end of a call
	finish(f *function) (found findings) // called after all calls
}

// A bystander is an observer that never finds anything.
type bystander struct{ *machine }

func (b *bystander) begin(m *machine)               { b.machine = m }
func (*bystander) step(*step) string                { return "" }
func (*bystander) end() (*line, string)             { return nil, "" }
func (*bystander) finish(*function) (none findings) { return nil }

// An observation describes the observer of a check of calls.
type observation struct {
	name   string
	memory bool // it watches only instructions that access memory
	make   func() observer
}

var observations []observation

// during returns a check of calls. onMemory returns a check that watches only instructions that access memory.
func during(name, why string, start func() observer) Check {
	return observing(observation{name, false, start}, why)
}

func onMemory(name, why string, start func() observer) Check {
	return observing(observation{name, true, start}, why)
}

func observing(o observation, why string) Check {
	observations = append(observations, o)
	return Check{o.name, why, func(p *Program) []Finding {
		p.audited.Do(p.audit)
		return p.found[o.name]
	}}
}

// audit runs every call of every function once, for all checks.
func (p *Program) audit() {
	found := make([]map[string][]Finding, len(p.functions))
	var next atomic.Int32
	work := func() {
		m := &machine{}
		for i := int(next.Add(1)) - 1; i < len(found); i = int(next.Add(1)) - 1 {
			found[i] = p.auditFunction(m, p.functions[i])
		}
	}
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(found)/16) - 1 {
		group.Go(work)
	}
	work()
	group.Wait()
	p.found = map[string][]Finding{}
	for _, of := range found {
		for name, list := range of {
			p.found[name] = append(p.found[name], list...)
		}
	}
}

// auditFunction runs the calls of a function.
func (p *Program) auditFunction(m *machine, f *function) map[string][]Finding {
	found := map[string][]Finding{}
	c, err := f.group.contractOf(f)
	if c == nil || err != nil {
		return found // the checks declarations or twins report this
	}
	watching := make([]observer, len(observations))
	for i, o := range observations {
		watching[i] = o.make()
	}
	stopped := false
	for call := range c.each {
		wrong := make([]Finding, len(observations)) // the findings of this call
		report := func(i int, at *line, text string) {
			if text != "" && wrong[i].Text == "" {
				wrong[i] = f.at(at, text+" ["+call.String()+"]")
			}
		}
		m.begin(call)
		for _, o := range watching {
			if o != nil {
				o.begin(m)
			}
		}
		last, err := m.run(func(s *step) {
			for i, o := range watching {
				if o != nil && (s.object != nil || !observations[i].memory) {
					report(i, s.line, o.step(s))
				}
			}
		})
		if stopped = stopped || err != nil || last == nil; err != nil {
			found[runsName] = []Finding{f.at(last, err.Error()+" ["+call.String()+"]")}
		}
		if stopped {
			break // the checks runs or returns report this
		}
		for i, o := range watching {
			if o != nil {
				at, text := o.end()
				report(i, at, text)
			}
			if wrong[i].Text != "" {
				found[observations[i].name], watching[i] = []Finding{wrong[i]}, nil
			}
		}
	}
	for i, o := range watching {
		if o != nil && !stopped {
			found[observations[i].name] = append(found[observations[i].name], o.finish(f)...)
		}
	}
	return found
}

// each yields every call in every sizing.
func (c *contract) each(yield func(*call) bool) {
	for _, call := range c.calls {
		for _, s := range c.sizings {
			if !yield(call.in(s)) {
				return
			}
		}
	}
}

// begin prepares the machine for a call.
func (m *machine) begin(c *call) {
	*m = machine{call: c, pool: m.pool, regs: append(m.regs[:0], make([]value, len(c.names)+1)...),
		frame: append(m.frame[:0], make([]content, max(c.function.frame, 0))...)}
	m.pool.reset()
	m.regs[0] = value{at: &object{name: "the frame", kind: theFrame, input: -1}, state: set}
}
