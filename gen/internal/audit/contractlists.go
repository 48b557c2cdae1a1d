package audit

// The functions in this file are about kernels that compare each item of a list with all items.

// listContract returns the contract of Count, which counts the pairs of each item of a list.
func listContract(_ *group, f *function, s *structure) *contract {
	c := &contract{scalars: map[string]int{fieldN: 8, "Margin": 4}, again: true, apart: true, most: 23,
		arrays: []string{"Low", "High", "Lower", "Scores", "Relevance"}}
	for _, n := range []int{1, 3, 4, 7, 8, 15, 16, 17, 23} {
		c.sizings = append(c.sizings, sizing{n: n})
	}
	template := &call{function: f, structure: s, whole: true, fill: func(c *call) {
		for _, o := range c.objects {
			if o.kind == anOutput {
				o.bytes = (c.n + listVector - 1) / listVector * listVector * o.element
			}
		}
	}}
	template.objects = listArrays(c.arrays[:3])
	both, relevance := uint16(1<<scores|1<<relevances), uint16(1<<relevances)
	template.inputs = map[string]uint16{"Low": both, "High": both, "Lower": relevance}
	template.want = func(c *call, field string, _ int) (origin, bool) {
		return originOf(c.inputs[field], 0, c.n), true
	}
	c.calls = append(c.calls, template)
	return c
}

// listVector is a number of counts. Arrays of counts have room for a multiple of it.
const listVector = 16

// These are the numbers of the inputs.
const (
	scores = iota
	relevances
)

// listArrays returns the arrays of items.
func listArrays(outputs []string) []*object {
	list := []*object{
		{name: "Scores", element: 4, kind: anInput, input: scores, again: true},
		{name: "Relevance", element: 4, kind: anInput, input: relevances, again: true},
	}
	for _, name := range outputs {
		list = append(list, &object{name: name, element: 4, kind: anOutput, input: -1})
	}
	return list
}

// A listRun describes a run of consecutive lists. The run ends before a list of more than 16 items, or one with
// items beyond the arrays.
type listRun struct {
	lists  []int // the number of items of each list
	done   int   // the number of lists that the run does
	beyond int   // the number of items that the arrays do not have
}

var listRuns = []listRun{
	{lists: []int{3, 0, 16, 1, 8, 9, 7, 15}, done: 8},
	{lists: []int{5, 17, 3}, done: 1},
	{lists: []int{16, 2, 6}, done: 2, beyond: 1},
	{lists: []int{1}, done: 1},
}

// runContract returns the contract of Run, which counts the pairs of each list and computes sums.
func runContract(_ *group, f *function, s *structure) *contract {
	c := &contract{scalars: map[string]int{fieldN: 8, "Items": 8, "Margin": 4}, again: true, apart: true,
		arrays:  []string{"Counts", "Scores", "Relevance", "Offsets"},
		results: []string{"Coarse", "Fine", "Lists", "Pairs", "Active", "Least", "Greatest"}}
	both := uint16(1<<scores | 1<<relevances)
	inputs := map[string]uint16{"Counts": both, "Coarse": both, "Fine": both, "Pairs": 1 << relevances, "Active": both,
		"Least": 1 << scores, "Greatest": 1 << scores}
	for _, r := range listRuns {
		template := &call{function: f, structure: s, whole: true, inputs: inputs, want: r.want, fill: r.fill}
		template.objects = append(listArrays(c.arrays[:1]), &object{name: "Offsets", element: 8, kind: anInput, input: -1, again: true})
		c.calls = append(c.calls, template)
	}
	c.sizings = []sizing{{n: listRuns[0].end(8)}}
	c.most = c.sizings[0].n
	return c
}

// end returns the number of items of the first lists.
func (r *listRun) end(lists int) (n int) {
	for _, items := range r.lists[:lists] {
		n += items
	}
	return n
}

// firstOffset is the offset of the first list. The arrays begin with the items of that list.
const firstOffset = 1000

// fill sets the arguments of a call.
func (r *listRun) fill(c *call) {
	all := r.end(len(r.lists))
	c.n = r.end(r.done)
	c.set(fieldN, len(r.lists))
	c.set("Items", all-r.beyond)
	for _, o := range c.objects {
		o.bytes, o.needed = c.n*o.element, c.n*o.element
		if o.name == "Offsets" {
			o.bytes, o.needed = (len(r.lists)+1)*o.element, o.element
			for i := range len(r.lists) + 1 {
				o.ints = append(o.ints, firstOffset+r.end(i))
			}
		}
	}
}

// want says that counts come from all items of their list, and sums from all lists.
func (r *listRun) want(c *call, field string, element int) (origin, bool) {
	if element < 0 {
		return originOf(c.inputs[field], 0, c.n), field != "Lists"
	}
	for i := range r.lists {
		if lo, hi := r.end(i), r.end(i+1); lo <= element && element < hi {
			return originOf(c.inputs[field], lo, hi), true
		}
	}
	return origin{}, true
}
