package audit

import "regexp"

// contracts has the contracts of functions that have no twin or whose twin the audit does not read, by the struct
// that they take. A function returns nil if the name of the kernel does not say what it does.
var contracts = map[string]func(g *group, f *function, s *structure) *contract{
	"Items": itemsContract, "Words": wordsContract, "Streams": streamsContract, "List": listContract, "Run": runContract,
}

// itemsContract returns the contract of prefetches. They load every index once, and write nothing.
func itemsContract(g *group, f *function, s *structure) *contract {
	c := &contract{scalars: map[string]int{"First": 8, fieldN: 8}, sizings: g.sizings(f, s.name)}
	template := &call{function: f, structure: s, whole: true, want: wantOwn}
	for i, name := range []string{"I", "J"} {
		c.arrays = append(c.arrays, name)
		template.objects = append(template.objects, &object{name: name, element: 4, kind: anInput, input: i})
	}
	c.calls, c.most = append(c.calls, template), c.sizings[0].n
	return c
}

// wordsContract returns the contract of functions on words. They load every word once, and their result comes
// from all words.
func wordsContract(g *group, f *function, s *structure) *contract {
	c := &contract{scalars: map[string]int{"Pattern": 8, fieldN: 8}, arrays: []string{"In"}, results: []string{"Found"}, sizings: g.sizings(f, s.name)}
	for _, s := range c.sizings {
		c.most = max(c.most, s.n)
	}
	c.calls = append(c.calls, &call{function: f, structure: s, whole: true, inputs: map[string]uint16{"Found": 1}, want: wantOwn,
		objects: []*object{{name: "In", element: 8, kind: anInput, input: 0}}})
	return c
}

var streamsForm = regexp.MustCompile(`^(?:Read|Pass)([1-4])(Half|Quarter|Eighth)?(?:(Write|Stream)([1-3]))?$`)

// grain is the number of elements of a stream that the audit takes as one element.
const grain = 8

// streamsContract returns the contract of loops that move bytes. Their name says how many streams they read,
// whether one of these is narrower, how many streams they copy, and whether they store past the caches.
func streamsContract(_ *group, f *function, s *structure) *contract {
	name, _ := cutSuffixFold(f.name, f.tier)
	m := streamsForm.FindStringSubmatch(name)
	if m == nil {
		return nil
	}
	c := &contract{scalars: map[string]int{"From": 8, "To": 8}, apart: true, around: m[3] == "Stream"}
	element := map[string]int{"": 1, "Half": 2, "Quarter": 4, "Eighth": 8}[m[2]]
	template := &call{function: f, structure: s, whole: true, inputs: map[string]uint16{}, want: wantOwn}
	add := func(array string, number, element int, kind objectKind) string {
		name := operand{field: array, n: 8 * number}.place()
		c.arrays = append(c.arrays, name)
		o := &object{name: name, element: element * grain, kind: kind, input: -1}
		if kind == anInput {
			o.input = len(template.objects)
		}
		template.objects = append(template.objects, o)
		return name
	}
	for i := range number(m[1]) {
		add("In", i, element, anInput)
	}
	if m[2] != "" {
		add("Narrow", 0, 1, anInput)
	}
	for i := range max(number(m[4]), 0) {
		template.inputs[add("Out", i, element, anOutput)] = 1 << i
	}
	for _, n := range []int{64, 192} {
		c.sizings = append(c.sizings, sizing{n: n, stream: c.around})
	}
	template.fill = func(c *call) { c.from(c.n - c.n%128) }
	c.calls = append(c.calls, template)
	return c
}

// from makes a call begin with the given element.
func (c *call) from(first int) {
	c.set("From", first*grain)
	c.set("To", c.n*grain)
	for _, o := range c.objects {
		o.from = first * o.element
	}
}
