package audit

import (
	"fmt"
	"slices"
	"strings"
)

// A call is one execution of a kernel.
type call struct {
	*function
	structure *structure
	n         int // the number of elements or pairs
	absent    []string
	stream    bool // stores go past the caches
	rare      bool // the data makes the kernel take its detours
	whole     bool // no array is absent

	args    *object
	objects []*object // the arrays that are not absent
	fields  []value   // the fields of the argument
	unused  []string  // inputs for which something else stands in this call
	inputs  map[string]uint16
	want    func(c *call, field string, element int) (o origin, known bool)
	fill    func(c *call) // sets what depends on the contract, if anything
}

func (c *call) String() string {
	s := fmt.Sprintf("%d elements", c.n)
	if len(c.absent) > 0 {
		s += " without " + strings.Join(c.absent, ", ")
	}
	if c.stream {
		s += " around the caches"
	}
	if c.rare {
		s += " with rare data"
	}
	return s
}

// call returns a call of the twin's kernel in which some arrays are absent.
func (t *twin) call(f *function, absent fieldSet) (*call, error) {
	r, err := t.read(absent)
	if err != nil {
		return nil, err
	}
	c := &call{function: f, structure: t.args, whole: absent == 0, inputs: map[string]uint16{}, want: wantOwn}
	number := map[int]int{}
	for at, field := range t.args.fields {
		switch size := r.elements[at]; {
		case size == 0:
		case absent>>at&1 != 0:
			c.absent = append(c.absent, field.name)
		case r.outputs>>at&1 != 0:
			c.objects = append(c.objects, &object{name: field.name, element: size, kind: anOutput, input: -1})
		default:
			number[at] = len(number)
			c.objects = append(c.objects, &object{name: field.name, element: size, kind: anInput, input: number[at]})
			if r.used>>at&1 == 0 {
				c.unused = append(c.unused, field.name)
			}
		}
	}
	for at, from := range r.into {
		for input, i := range number {
			if from>>input&1 != 0 {
				c.inputs[t.args.fields[at].name] |= 1 << i
			}
		}
	}
	return c, nil
}

// set sets a field to an integer.
func (c *call) set(field string, n int) {
	if i := c.structure.index(field); i >= 0 {
		c.fields[i] = value{n: n, state: set}
	}
}

// wantOwn says that an element comes from the elements with its own number, and a result from all elements.
func wantOwn(c *call, field string, element int) (o origin, known bool) {
	if element < 0 {
		return originOf(c.inputs[field], 0, c.n), true
	}
	return originOf(c.inputs[field], element, element+1), true
}

// A sizing is a number of elements, with or without stores past the caches, and with or without rare data.
type sizing struct {
	n            int
	stream, rare bool
}

// sizings returns the sizings in which a function is called: no elements, all parts of vectors of 8, parts of
// turns, whole turns and more. With stores past the caches there are whole cache lines.
func (g *group) sizings(f *function, structure string) (list []sizing) {
	sizes := []int{0, 1, 2, 5, 15, 17, 20, 22, 63, 64, 107, 192}
	if turn := g.turn(structure); turn > 0 {
		sizes = []int{turn, 64, 107 / turn * turn, 192}
	}
	for _, n := range sizes {
		list = append(list, sizing{n: n})
	}
	if f.mayStream() {
		list = append(list, sizing{n: 64, stream: true}, sizing{n: 192, stream: true})
	}
	if f.mayBeRare() {
		list = append(list, sizing{n: 22, rare: true}, sizing{n: 107, rare: true}, sizing{n: 192, stream: f.mayStream(), rare: true})
	}
	return list
}

// mayBeRare reports whether a jump of a function depends on data.
func (f *function) mayBeRare() bool {
	return slices.ContainsFunc(f.lines, func(l *line) bool { return l.vector != nil && l.vector.tells })
}

// in returns the call in a sizing.
func (c *call) in(s sizing) *call {
	sized := *c
	sized.n, sized.stream, sized.rare = s.n, s.stream, s.rare
	sized.args = &object{name: c.structure.name, kind: theArguments, input: -1}
	sized.fields = make([]value, len(c.structure.fields))
	for i, f := range c.structure.fields {
		v := value{state: unknown}
		switch {
		case f.pointer:
			v = value{state: set} // nil
		case f.name == fieldN:
			v = value{n: s.n, state: set}
		case f.typ == "bool":
			v = value{state: set}
			if s.stream && f.name == fieldStream {
				v.n = 1
			}
		}
		sized.fields[i] = v
	}
	sized.objects = make([]*object, len(c.objects))
	for i, o := range c.objects {
		o := *o
		o.number, o.bytes, o.needed = i, o.element*s.n, o.element*s.n
		sized.objects[i] = &o
		sized.fields[c.structure.index(o.name)] = value{at: &o, state: set}
	}
	if c.fill != nil {
		c.fill(&sized)
	}
	return &sized
}

// turns has the constants with the number of elements per turn, for functions that do only whole turns, by the
// type of their argument.
var turns = map[string]string{"Move": "MoveTurn", "Items": "PrefetchTurn", "Words": "WordsTurn"}

// turn returns the number of elements per turn if functions with an argument of this type do only whole turns. It
// returns 0 if they do any number of elements.
func (g *group) turn(structure string) int { return g.constants[key{g.twins, turns[structure]}] }
