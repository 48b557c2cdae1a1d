package arithmetic

import (
	"fmt"
	"iter"
	"math"
	"slices"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A Kind says what an operation does. The names are the same as in Builder.
type Kind int

const (
	Load Kind = iota
	Scalar
	LoadOr
	Constant
	Add
	Sub
	Mul
	Div
	Max
	Neg
	Abs
	Clamp
	Quiet
	AtLeast
	Above
	Equal
	NotZero
	And
	Or
	Where
	Select
	Tally
	TallySigns
	Store
	Accumulate
	When
)

// IsComparison reports whether an operation compares values.
func (k Kind) IsComparison() bool { return slices.Contains([]Kind{AtLeast, Above, Equal, NotZero}, k) }

// IsMask reports whether the result of an operation is a mask.
func (k Kind) IsMask() bool { return k.IsComparison() || k == And || k == Or }

// An Operation is a recorded call of a Builder's method.
type Operation struct {
	Kind    Kind
	Dst     Value
	Args    []Value
	Within  Value         // in a comparison: a mask that must also be true, or 0 if there is none
	Columns []*cat.Column // in Load, LoadOr, Store and When
	Scalar  *cat.Scalar   // in Scalar and LoadOr
	Counts  []*cat.Count  // in Tally, and two in TallySigns
	Number  float64       // in Constant: the value in compute precision
	Body    []Operation   // in When
}

// Column returns the column of an operation that has only one.
func (op Operation) Column() *cat.Column { return op.Columns[0] }

// A Program is the formula of a kernel as a list of operations, in the order of their execution. Backends
// translate programs.
type Program struct {
	Kernel *Kernel
	Ops    []Operation
	Uses   map[Value]int    // how often each value is an argument
	Names  map[Value]string // the names that Let and LetMask gave

	Columns []*cat.Column // the columns that are loaded or stored, outputs first
	Scalars []*cat.Scalar // the scalars that are used
	Counts  []*cat.Count  // the counts that are tallied
	Sums    bool          // the kernel adds up losses
}

// Stores reports whether the kernel has outputs with one element per pair.
func (p *Program) Stores() bool { return len(p.Columns) > 0 && p.Columns[0].Output }

// All visits all operations, those within When after it.
func (p *Program) All() iter.Seq[Operation] {
	return func(yield func(Operation) bool) {
		var visit func(ops []Operation) bool
		visit = func(ops []Operation) bool {
			for _, op := range ops {
				if !yield(op) || !visit(op.Body) {
					return false
				}
			}
			return true
		}
		visit(p.Ops)
	}
}

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

// A recorder is a Builder that records operations.
type recorder struct {
	program *Program
	ops     *[]Operation
	last    Value
	stored  bool

	constants map[uint64]Value // by the bits of their float64
	inner     map[Value]bool   // the values of a When that has ended
}

func newRecorder(k *Kernel) *recorder {
	p := &Program{Kernel: k, Uses: map[Value]int{}, Names: map[Value]string{}}
	return &recorder{program: p, ops: &p.Ops, constants: map[uint64]Value{}, inner: map[Value]bool{}}
}

// add adds an operation without a result.
func (r *recorder) add(op Operation) {
	p := r.program
	for _, a := range op.Args {
		if r.inner[a] {
			panic(fmt.Sprintf("%s: a value is used after the end of the When in which it was computed", p.Kernel.Name()))
		}
		p.Uses[a]++
	}
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

// with returns list with v added, unless list already contains v.
func with[T comparable](list []T, v T) []T {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

// value adds an operation that has a result.
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

// Constant records a number once, however often the formula asks for it.
func (r *recorder) Constant(c float64) Value {
	if r.program.Kernel.DType.Compute == cat.Float32 {
		c = float64(float32(c))
	}
	if v, ok := r.constants[math.Float64bits(c)]; ok {
		return v
	}
	v := r.value(Operation{Kind: Constant, Number: c})
	r.constants[math.Float64bits(c)] = v
	return v
}

func (r *recorder) Add(a, b Value) Value { return r.of(Add, a, b) }
func (r *recorder) Sub(a, b Value) Value { return r.of(Sub, a, b) }
func (r *recorder) Mul(a, b Value) Value { return r.of(Mul, a, b) }
func (r *recorder) Div(a, b Value) Value { return r.of(Div, a, b) }
func (r *recorder) Max(a, b Value) Value { return r.of(Max, a, b) }
func (r *recorder) Neg(v Value) Value    { return r.of(Neg, v) }
func (r *recorder) Abs(v Value) Value    { return r.of(Abs, v) }
func (r *recorder) Clamp(u Value) Value  { return r.of(Clamp, u) }

func (r *recorder) AtLeast(a, b Value) Mask         { return Mask(r.of(AtLeast, a, b)) }
func (r *recorder) Above(a, b Value) Mask           { return Mask(r.of(Above, a, b)) }
func (r *recorder) Equal(a, b Value) Mask           { return Mask(r.of(Equal, a, b)) }
func (r *recorder) NotZero(v Value) Mask            { return Mask(r.of(NotZero, v)) }
func (r *recorder) Or(a, b Mask) Mask               { return Mask(r.of(Or, Value(a), Value(b))) }
func (r *recorder) Where(m Mask, v Value) Value     { return r.of(Where, Value(m), v) }
func (r *recorder) Select(m Mask, a, b Value) Value { return r.of(Select, Value(m), a, b) }

// And saves an operation if b is a comparison of two values that is the last operation and is used for nothing else: then it
// makes the comparison itself false where a is false. The changed comparison gets a new number, so that nobody
// can use the old mask.
func (r *recorder) And(a, b Mask) Mask {
	p := r.program
	if last := len(*r.ops) - 1; last >= 0 {
		op := &(*r.ops)[last]
		_, named := p.Names[op.Dst]
		if op.Dst == Value(b) && op.Kind.IsComparison() && op.Kind != NotZero && op.Within == 0 && a != b && !named {
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
	for _, inner := range op.Body {
		r.inner[inner.Dst] = inner.Kind != Constant
	}
	r.add(op)
}

func (r *recorder) Let(name string, v Value) Value {
	for other, taken := range r.program.Names {
		if taken == name && other != v {
			panic(fmt.Sprintf("%s: two values have the name %s", r.program.Kernel.Name(), name))
		}
	}
	r.program.Names[v] = name
	return v
}

func (r *recorder) LetMask(name string, m Mask) Mask { return Mask(r.Let(name, Value(m))) }
