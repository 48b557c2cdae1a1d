package arithmetic

import (
	"fmt"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A Kind is what an operation does; the names are those of Builder.
type Kind int

const (
	Load Kind = iota
	Scalar
	Sub
	Mul
	Neg
	Clamp
	Gate
	Quiet
	Store
	Accumulate
	When
	LoadOr
	NotZero
	Where
	Count
)

// An Op is one recorded operation.
type Op struct {
	Kind   Kind
	Dst    Value
	Args   []Value
	Array  cat.Array  // of Load, LoadOr, Store and When
	Scalar cat.Scalar // of Scalar and LoadOr
	Body   []Op       // of When
}

// A Program is the arithmetic of one kernel in the order of its execution.
// It is what a backend translates.
type Program struct {
	Kernel cat.Kernel
	Ops    []Op
	Uses   map[Value]int    // how often each value is an argument
	Names  map[Value]string // the values that have one
}

// Record returns the program of a kernel.
func Record(k cat.Kernel) *Program {
	r := newRecorder(k)
	Hinge(r, k)
	return r.program
}

// A recorder is the Builder that writes operations down.
type recorder struct {
	program *Program
	ops     *[]Op
	last    Value
	stored  bool
}

func newRecorder(k cat.Kernel) *recorder {
	p := &Program{Kernel: k, Uses: map[Value]int{}, Names: map[Value]string{}}
	return &recorder{program: p, ops: &p.Ops}
}

func (r *recorder) add(op Op) Value {
	for _, a := range op.Args {
		r.program.Uses[a]++
	}
	*r.ops = append(*r.ops, op)
	return op.Dst
}

func (r *recorder) value(kind Kind, args ...Value) Value {
	r.last++
	return r.add(Op{Kind: kind, Dst: r.last, Args: args})
}

func (r *recorder) Load(a cat.Array) Value { return r.load(Op{Kind: Load, Array: a}) }

func (r *recorder) LoadOr(a cat.Array, s cat.Scalar) Value {
	return r.load(Op{Kind: LoadOr, Array: a, Scalar: s})
}

func (r *recorder) load(op Op) Value {
	if r.stored {
		panic(fmt.Sprintf("%s: load of %v after a store, which it may alias", r.program.Kernel.Name(), op.Array))
	}
	r.last++
	op.Dst = r.last
	return r.add(op)
}

func (r *recorder) Scalar(s cat.Scalar) Value {
	r.last++
	return r.add(Op{Kind: Scalar, Dst: r.last, Scalar: s})
}

func (r *recorder) Sub(a, b Value) Value  { return r.value(Sub, a, b) }
func (r *recorder) Mul(a, b Value) Value  { return r.value(Mul, a, b) }
func (r *recorder) Neg(v Value) Value     { return r.value(Neg, v) }
func (r *recorder) Clamp(u Value) Value   { return r.value(Clamp, u) }
func (r *recorder) Gate(u, g Value) Value { return r.value(Gate, u, g) }

func (r *recorder) NotZero(v Value) Mask        { return Mask(r.value(NotZero, v)) }
func (r *recorder) Where(m Mask, v Value) Value { return r.value(Where, Value(m), v) }

func (r *recorder) Count(m Mask, u, ahead Value) {
	r.add(Op{Kind: Count, Args: []Value{Value(m), u, ahead}})
}

// Quiet leaves bfloat16 alone: narrowing to it handles NaN by itself.
func (r *recorder) Quiet(v Value) Value {
	if r.program.Kernel.DType == cat.BF16 {
		return v
	}
	return r.value(Quiet, v)
}

func (r *recorder) Store(a cat.Array, v Value) {
	r.stored = true
	r.add(Op{Kind: Store, Args: []Value{v}, Array: a})
}

func (r *recorder) Accumulate(h Value) { r.add(Op{Kind: Accumulate, Args: []Value{h}}) }

func (r *recorder) When(a cat.Array, body func()) {
	outer := r.ops
	op := Op{Kind: When, Array: a}
	r.ops = &op.Body
	body()
	r.ops = outer
	r.add(op)
}

func (r *recorder) Let(name string, v Value) Value {
	r.program.Names[v] = name
	return v
}
