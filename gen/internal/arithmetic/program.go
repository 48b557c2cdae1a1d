package arithmetic

import (
	"fmt"
	"slices"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A Kind is the kind of an operation, by the name of Builder's method.
type Kind int

const (
	Load Kind = iota
	Scalar
	LoadOr
	Sub
	Mul
	Neg
	Clamp
	Quiet
	AtLeast
	NotZero
	And
	Where
	Tally
	TallySigns
	Store
	Accumulate
	When
)

// IsMask reports whether the result of an operation is a mask.
func (k Kind) IsMask() bool { return slices.Contains([]Kind{AtLeast, NotZero, And}, k) }

// An Operation is a recorded operation.
type Operation struct {
	Kind    Kind
	Dst     Value
	Args    []Value
	Within  Value         // of a comparison: the mask outside of which it says no; 0: none
	Columns []*cat.Column // of Load, LoadOr, Store and When
	Scalar  *cat.Scalar   // of Scalar and LoadOr
	Counts  []*cat.Count  // of Tally, and the two of TallySigns
	Body    []Operation   // of When
}

// Column is the only one.
func (op Operation) Column() *cat.Column { return op.Columns[0] }

// A Program is the arithmetic of one kernel in the order of its execution.
// It is what a backend translates.
type Program struct {
	Kernel *Kernel
	Ops    []Operation
	Uses   map[Value]int    // how often each value is an argument
	Names  map[Value]string // the values that have one

	Columns []*cat.Column // that are loaded or stored, outputs first
	Scalars []*cat.Scalar // that are used
	Counts  []*cat.Count  // that are counted
	Sums    bool          // losses are added up
}

// Stores reports whether the kernel has outputs with one element a pair.
func (p *Program) Stores() bool { return len(p.Columns) > 0 && p.Columns[0].Output }

// Record returns the program of a kernel.
func Record(k *Kernel) *Program {
	r := newRecorder(k)
	k.Body(r)
	slices.SortStableFunc(r.program.Columns, func(a, b *cat.Column) int {
		switch {
		case a.Output == b.Output:
			return 0
		case a.Output:
			return -1
		}
		return 1
	})
	return r.program
}

// A recorder is the Builder that writes operations down.
type recorder struct {
	program *Program
	ops     *[]Operation
	last    Value
	stored  bool
}

func newRecorder(k *Kernel) *recorder {
	p := &Program{Kernel: k, Uses: map[Value]int{}, Names: map[Value]string{}}
	return &recorder{program: p, ops: &p.Ops}
}

// add adds an operation without a result.
func (r *recorder) add(op Operation) {
	for _, a := range op.Args {
		r.program.Uses[a]++
	}
	p := r.program
	for _, c := range op.Columns {
		p.Columns = with(p.Columns, c)
	}
	if op.Scalar != nil {
		p.Scalars = with(p.Scalars, op.Scalar)
	}
	for _, c := range op.Counts {
		p.Counts = with(p.Counts, c)
	}
	*r.ops = append(*r.ops, op)
}

// with is a list with v in it, once.
func with[T comparable](list []T, v T) []T {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

// value adds an operation with one.
func (r *recorder) value(op Operation) Value {
	r.last++
	op.Dst = r.last
	r.add(op)
	return op.Dst
}

func (r *recorder) of(kind Kind, args ...Value) Value {
	return r.value(Operation{Kind: kind, Args: args})
}

func (r *recorder) Load(c *cat.Column) Value {
	return r.load(Operation{Kind: Load, Columns: []*cat.Column{c}})
}

func (r *recorder) LoadOr(s *cat.Scalar, columns ...*cat.Column) Value {
	return r.load(Operation{Kind: LoadOr, Scalar: s, Columns: columns})
}

func (r *recorder) load(op Operation) Value {
	if r.stored {
		panic(fmt.Sprintf("%s: load of %s after a store, which it may alias", r.program.Kernel.Name(), op.Column().Name))
	}
	return r.value(op)
}

func (r *recorder) Scalar(s *cat.Scalar) Value {
	return r.value(Operation{Kind: Scalar, Scalar: s})
}

func (r *recorder) Sub(a, b Value) Value { return r.of(Sub, a, b) }
func (r *recorder) Mul(a, b Value) Value { return r.of(Mul, a, b) }
func (r *recorder) Neg(v Value) Value    { return r.of(Neg, v) }
func (r *recorder) Clamp(u Value) Value  { return r.of(Clamp, u) }

func (r *recorder) AtLeast(a, b Value) Mask     { return Mask(r.of(AtLeast, a, b)) }
func (r *recorder) NotZero(v Value) Mask        { return Mask(r.of(NotZero, v)) }
func (r *recorder) Where(m Mask, v Value) Value { return r.of(Where, Value(m), v) }

// And changes the last operation, if it is a comparison that nothing else uses: the comparison then yields no wherever a does. Its
// result gets a new number, so that the old one cannot be used by mistake.
func (r *recorder) And(a, b Mask) Mask {
	p := r.program
	if last := len(*r.ops) - 1; last >= 0 {
		op := &(*r.ops)[last]
		_, named := p.Names[op.Dst]
		if op.Dst == Value(b) && op.Kind.IsMask() && op.Kind != And && op.Within == 0 && a != b && !named {
			r.last++
			op.Dst, op.Within = r.last, Value(a)
			p.Uses[Value(a)]++
			return Mask(r.last)
		}
	}
	return Mask(r.of(And, Value(a), Value(b)))
}

func (r *recorder) Tally(c *cat.Count, m Mask) {
	r.add(Operation{Kind: Tally, Args: []Value{Value(m)}, Counts: []*cat.Count{c}})
}

func (r *recorder) TallySigns(below, above *cat.Count, m Mask, v Value) {
	r.add(Operation{Kind: TallySigns, Args: []Value{Value(m), v}, Counts: []*cat.Count{below, above}})
}

func (r *recorder) Quiet(v Value) Value { return r.of(Quiet, v) }

func (r *recorder) Store(c *cat.Column, v Value) {
	r.stored = true
	r.add(Operation{Kind: Store, Args: []Value{v}, Columns: []*cat.Column{c}})
}

func (r *recorder) Accumulate(h Value) {
	r.program.Sums = true
	r.add(Operation{Kind: Accumulate, Args: []Value{h}})
}

func (r *recorder) When(c *cat.Column, body func()) {
	outer := r.ops
	op := Operation{Kind: When, Columns: []*cat.Column{c}}
	r.ops = &op.Body
	body()
	r.ops = outer
	r.add(op)
}

func (r *recorder) Let(name string, v Value) Value {
	r.program.Names[v] = name
	return v
}

func (r *recorder) LetMask(name string, m Mask) Mask { return Mask(r.Let(name, Value(m))) }
