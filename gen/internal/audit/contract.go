package audit

import (
	"errors"
	"slices"
)

// A contract says what a kernel has to do.
type contract struct {
	scalars map[string]int // the number of bytes that it has to read of each field that is not an array
	arrays  []string       // the fields of the arrays
	options []string       // the fields of the arrays that may be absent
	results []string       // the fields that it has to write
	sums    bool           // all results except Left add up one term for each element
	again   bool           // it may read fields and load elements more than once
	apart   bool           // no output may be an input
	around  bool           // it always stores past the caches
	most    int            // the number of elements with which a call runs all instructions, if no array is absent
	calls   []*call        // the calls that are audited, each in all sizings
	sizings []sizing
}

// The audit knows these fields of arguments by their names. fieldLeft, what rounding left out of a sum, is a
// result only of sums of float64 elements.
const (
	fieldN      = "N"
	fieldStream = "Stream"
	fieldLeft   = "Left"
)

// contractOf returns the contract of a kernel, or nil if the kernel is not declared.
func (g *group) contractOf(f *function) (*contract, error) {
	f.asked.Do(func() { f.contract, f.err = g.findContract(f) })
	return f.contract, f.err
}

func (g *group) findContract(f *function) (*contract, error) {
	d := g.of(f)
	if d == nil {
		return nil, nil
	}
	var c *contract
	if known := contracts[d.structure.name]; known != nil {
		c = known(g, f, d.structure)
	} else if t := g.twinOf(f, d.structure); t != nil {
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

// contract returns the contract that follows from what the twin does.
func (t *twin) contract(f *function) (*contract, error) {
	r, err := t.read(0)
	if err != nil {
		return nil, err
	}
	c := &contract{scalars: map[string]int{}, sums: true, sizings: t.g.sizings(f, t.args.name)}
	for _, s := range c.sizings {
		if s.n < 128 { // leaves out sizings without a part of a turn
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

// isF64 reports whether the elements of a kernel are float64.
func isF64(f *function) bool {
	name, _ := cutSuffixFold(f.name, f.tier)
	return len(name) > 3 && name[len(name)-3:] == "F64"
}

// choices lists sets of arrays that may be absent together: every set of inputs, with all outputs present; and
// every set of outputs, with all inputs present and with as few as possible.
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

// subsets lists the subsets of a set.
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
