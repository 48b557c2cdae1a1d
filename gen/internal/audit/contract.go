package audit

import (
	"errors"
	"slices"
)

// A contract is what a kernel has to do.
type contract struct {
	scalars map[string]int // the bytes that it has to read of fields that are no arrays
	arrays  []string       // and the arrays, by their fields
	options []string       // those that may be absent
	results []string       // the fields that it has to write
	sums    bool           // results but Left add up one term of each element
	again   bool           // it may read fields and load elements more than once
	apart   bool           // no output is an input, too
	around  bool           // it stores around the caches whoever asks
	most    int            // the number of elements of a call that runs everything, if every array is there
	calls   []*call        // that are audited, each in all sizings
	sizings []sizing
}

// Fields of arguments that the audit knows by their names. What rounding left out of a sum is
// a result of sums of float64 only.
const (
	fieldN      = "N"
	fieldStream = "Stream"
	fieldLeft   = "Left"
)

// contractOf finds out what a kernel has to do; nil if it is not declared.
func (p *Program) contractOf(f *function) (*contract, error) {
	f.asked.Do(func() { f.contract, f.err = p.findContract(f) })
	return f.contract, f.err
}

func (p *Program) findContract(f *function) (*contract, error) {
	d := p.of(f)
	if d == nil {
		return nil, nil
	}
	var c *contract
	if known := contracts[d.structure.name]; known != nil {
		c = known(p, f, d.structure)
	} else if t := p.twinOf(f, d.structure); t != nil {
		var err error
		if c, err = t.contract(f); err != nil {
			return nil, err
		}
	}
	if c == nil {
		return nil, errors.New("nothing tells what it has to do")
	}
	return c, nil
}

// contract is what the twin does.
func (t *twin) contract(f *function) (*contract, error) {
	r, err := t.read(0)
	if err != nil {
		return nil, err
	}
	c := &contract{scalars: map[string]int{}, sums: true, sizings: t.p.sizings(f, t.args.name)}
	for _, s := range c.sizings {
		if s.n < 128 { // a part of a turn, too
			c.most = max(c.most, s.n)
		}
	}
	for at, byteCount := range r.scalars {
		c.scalars[t.args.fields[at].name] = byteCount
	}
	for at, field := range t.args.fields {
		if _, ok := r.into[at]; ok && !field.pointer && (field.name != fieldLeft || isF64(f)) {
			c.results = append(c.results, field.name)
		}
		if r.elements[at] > 0 {
			c.arrays = append(c.arrays, field.name)
			if r.optional>>at&1 != 0 {
				c.options = append(c.options, field.name)
			}
		}
	}
	for _, absent := range t.choices(r) {
		call, err := t.call(f, absent)
		if errors.Is(err, errAbsent) {
			continue
		}
		if err != nil {
			return nil, err
		}
		c.calls = append(c.calls, call)
	}
	return c, nil
}

// isF64 reports whether a kernel is one on elements of float64.
func isF64(f *function) bool {
	name, _ := cutSuffixFold(f.name, f.tier)
	return len(name) > 3 && name[len(name)-3:] == "F64"
}

// choices lists arrays that may be absent together: every choice of the inputs where all outputs
// are there, and of the outputs where all inputs are, or as few as can be.
func (t *twin) choices(r *reading) []fieldSet {
	outputs, inputs := subsets(r.optional&r.outputs), subsets(r.optional&^r.outputs)
	inputs = slices.DeleteFunc(inputs, func(absent fieldSet) bool {
		_, err := t.read(absent)
		return errors.Is(err, errAbsent)
	})
	list := slices.Clone(inputs)
	for _, in := range inputs {
		fewest := !slices.ContainsFunc(inputs, func(other fieldSet) bool { return other != in && other&in == in })
		if in == 0 || fewest {
			for _, out := range outputs {
				list = append(list, in|out)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// subsets lists those of a set.
func subsets(set fieldSet) []fieldSet {
	list := []fieldSet{0}
	for rest := set; rest != 0; rest &= rest - 1 {
		bit := rest & -rest
		for _, s := range list {
			list = append(list, s|bit)
		}
	}
	return list
}
