package audit

import (
	"fmt"
	"strings"
)

// A call is one execution of a kernel.
type call struct {
	*function
	contract  *contract
	structure *structure
	n         int // elements, or pairs
	absent    []string
	stream    bool // around the caches
	whole     bool // every array is there

	args    *object
	objects []*object        // arrays that are there
	fields  map[string]value // of the argument
	unused  []string         // inputs that something else stands in for
	inputs  map[string]uint16
	want    func(c *call, field string, element int) (o origin, known bool)
}

func (c *call) String() string {
	s := fmt.Sprintf("%d elements", c.n)
	if len(c.absent) > 0 {
		s += " without " + strings.Join(c.absent, ", ")
	}
	if c.stream {
		s += " around the caches"
	}
	return s
}

// call is one of the twin's kernel without some arrays.
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

// wantOwn says that an element comes from those of its own number, and a result from all.
func wantOwn(c *call, field string, element int) (o origin, known bool) {
	o.inputs = c.inputs[field]
	lo, hi := element, element+1
	if element < 0 {
		lo, hi = 0, c.n
	}
	for i := lo; i < hi; i++ {
		o.elements[i/64] |= 1 << (i % 64)
	}
	return o, true
}

// sized returns the call with numbers of elements, and around the caches if it may go there.
func (p *Program) sized(c *call) []*call {
	sizes := []int{0, 1, 15, 17, 63, 64, 100, 192}
	if turn := p.turn(c.structure.name); turn > 0 {
		sizes = []int{turn, 64, 192}
	}
	var list []*call
	for _, n := range sizes {
		list = append(list, c.of(n, false))
	}
	if c.function.mayStream() {
		list = append(list, c.of(64, true), c.of(192, true))
	}
	return list
}

// of returns the call with a number of elements.
func (c *call) of(n int, stream bool) *call {
	sized := *c
	sized.n, sized.stream, sized.fields = n, stream, map[string]value{}
	for _, f := range c.structure.fields {
		v := value{state: unknown}
		switch {
		case f.pointer:
			v = value{state: set} // nil
		case f.name == fieldN:
			v = value{n: n, state: set}
		case f.typ == "bool":
			v = value{state: set}
			if stream && f.name == fieldStream {
				v.n = 1
			}
		}
		sized.fields[f.name] = v
	}
	sized.args = &object{name: c.structure.name, kind: theArguments, input: -1}
	sized.objects = nil
	for _, o := range c.objects {
		o := *o
		o.bytes, o.needed = o.element*n, o.element*n
		sized.objects = append(sized.objects, &o)
		sized.fields[o.name] = value{at: &o, state: set}
	}
	return &sized
}

// turns are the constants that say of which numbers functions do multiples.
var turns = map[string]string{"Move": "MoveTurn", "Items": "PrefetchTurn"}

// turn is the number of elements of which functions with some argument do multiples, which is
// not 0; 0 if they do any number.
func (p *Program) turn(structure string) int { return p.constants[turns[structure]] }
