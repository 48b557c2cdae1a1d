package arithmetic

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// These columns belong to no family.
var (
	result  = &cat.Column{Field: "Result", Name: "result", Output: true}
	extra   = &cat.Column{Field: "Extra", Name: "extra", Output: true, Optional: true}
	first   = &cat.Column{Field: "First", Name: "first"}
	second  = &cat.Column{Field: "Second", Name: "second"}
	third   = &cat.Column{Field: "Third", Name: "third", Optional: true}
	bound   = &cat.Scalar{Field: "Bound", Name: "bound"}
	tallied = &cat.Count{Field: "Tallied", Name: "tallied"}
)

func recorderOn(d *cat.DType) *recorder {
	return newRecorder(&Kernel{Operation: "Test", DType: d})
}

// A load after a store panics: an output may be the same array as the input, which the load would then not find.
func TestLoadAfterStore(t *testing.T) {
	r := recorderOn(cat.F32)
	v := r.Load(first)
	assert.NotPanics(t, func() { r.Load(second) })
	r.Store(result, v)
	assert.PanicsWithValue(t, "TestF32: load of third after a store, which it may alias", func() { r.Load(third) })
	assert.PanicsWithValue(t, "TestF32: load of third after a store, which it may alias", func() { r.LoadOr(bound, third) })
}

// A store within When counts as a store, although it may be skipped.
func TestLoadAfterStoreInWhen(t *testing.T) {
	r := recorderOn(cat.F32)
	v := r.Load(first)
	r.When(extra, func() { r.Store(extra, v) })
	assert.Panics(t, func() { r.Load(second) })
}

// A comparison that is made only for And includes the other mask, and gets a new number.
func TestAndOfComparison(t *testing.T) {
	r := recorderOn(cat.F32)
	v := r.Load(first)
	some := r.NotZero(v)
	compared := r.AtLeast(v, v)
	within := r.And(some, compared)
	ops := r.program.Ops
	last := ops[len(ops)-1]
	assert.Equal(t, AtLeast, last.Kind)
	assert.Equal(t, Value(some), last.Within)
	assert.Equal(t, last.Dst, Value(within))
	assert.NotEqual(t, compared, within)
	assert.Equal(t, 1, r.program.Uses[Value(some)])
}

// For any other mask And is an operation: for masks that have a name or are used, that were not made by the last
// operation, that already include another mask, and for two equal masks.
func TestAnd(t *testing.T) {
	for name, makeMask := range map[string]func(r *recorder, v Value, some Mask) Mask{
		"named":    func(r *recorder, v Value, _ Mask) Mask { return r.LetMask("m", r.AtLeast(v, v)) },
		"used":     func(r *recorder, v Value, _ Mask) Mask { m := r.AtLeast(v, v); r.Tally(tallied, m); return m },
		"not last": func(r *recorder, v Value, _ Mask) Mask { m := r.AtLeast(v, v); r.Neg(v); return m },
		"within":   func(r *recorder, v Value, some Mask) Mask { return r.And(some, r.AtLeast(v, v)) },
		"the same": func(_ *recorder, _ Value, some Mask) Mask { return some },
		"made by And": func(r *recorder, v Value, some Mask) Mask {
			m := r.LetMask("m", r.AtLeast(v, v))
			return r.And(some, m)
		},
	} {
		r := recorderOn(cat.F32)
		v := r.Load(first)
		some := r.NotZero(v)
		m := makeMask(r, v, some)
		both := r.And(some, m)
		last := r.program.Ops[len(r.program.Ops)-1]
		assert.Equal(t, And, last.Kind, name)
		assert.Equal(t, []Value{Value(some), Value(m)}, last.Args, name)
		assert.Equal(t, last.Dst, Value(both), name)
		assert.Zero(t, last.Within, name)
	}
}

// Every comparison of two values can include another mask.
func TestAndOfEveryComparison(t *testing.T) {
	for kind, compare := range map[Kind]func(r *recorder, a, b Value) Mask{
		AtLeast: (*recorder).AtLeast, Above: (*recorder).Above, Equal: (*recorder).Equal,
	} {
		r := recorderOn(cat.F32)
		v := r.Load(first)
		some := r.NotZero(v)
		r.And(some, compare(r, v, v))
		last := r.program.Ops[len(r.program.Ops)-1]
		assert.Equal(t, kind, last.Kind)
		assert.Equal(t, Value(some), last.Within)
	}
}

// A constant is rounded to the compute precision, and is one value, however often a formula asks for it. +0 and
// -0 are two.
func TestConstantOnce(t *testing.T) {
	r := recorderOn(cat.F32)
	third := r.Constant(1. / 3)
	assert.Equal(t, third, r.Constant(1./3))
	assert.Equal(t, third, r.Constant(float64(float32(1./3))))
	assert.Equal(t, float64(float32(1./3)), r.program.Ops[0].Number)
	assert.NotEqual(t, r.Constant(0), r.Constant(math.Copysign(0, -1)))
	assert.Len(t, r.program.Ops, 3)
	wide := recorderOn(cat.F64)
	wide.Constant(1. / 3)
	assert.Equal(t, 1./3, wide.program.Ops[0].Number)
}

// Two values may not have the same name, since each is a variable in portable Go.
func TestNameTwice(t *testing.T) {
	r := recorderOn(cat.F32)
	v := r.Let("v", r.Load(first))
	assert.NotPanics(t, func() { r.Let("v", v) })
	assert.PanicsWithValue(t, "TestF32: two values have the name v", func() { r.Let("v", r.Neg(v)) })
}

// A value that is computed within When may not be used after it, where it may not have been computed. A constant
// may.
func TestValueAfterWhen(t *testing.T) {
	r := recorderOn(cat.F32)
	v := r.Load(first)
	var inner, one Value
	r.When(extra, func() {
		inner, one = r.Neg(v), r.Constant(1)
		r.Store(extra, r.Add(inner, one))
	})
	assert.NotPanics(t, func() { r.Store(result, r.Add(v, one)) })
	assert.PanicsWithValue(t, "TestF32: a value is used after the end of the When in which it was computed", func() { r.Store(result, inner) })
}

// And may be the first operation of the body of When, with no operation before it.
func TestAndInWhen(t *testing.T) {
	r := recorderOn(cat.F32)
	v := r.Load(first)
	a, b := r.NotZero(v), r.AtLeast(v, v)
	r.When(extra, func() { r.Store(extra, r.Where(r.And(a, b), v)) })
	body := r.program.Ops[len(r.program.Ops)-1].Body
	assert.Equal(t, And, body[0].Kind)
}

// A program lists the columns, scalars and counts of a kernel, each once and outputs first.
func TestProgram(t *testing.T) {
	k := &Kernel{Operation: "Test", DType: cat.F32, Body: func(b Builder) {
		v := b.Load(first)
		w := b.Let("w", b.LoadOr(bound, third))
		d := b.Sub(v, w)
		m := b.LetMask("m", b.AtLeast(d, b.Scalar(bound)))
		b.Tally(tallied, m)
		b.When(extra, func() { b.Store(extra, b.Neg(d)) })
		b.Store(result, b.Where(m, d))
		b.Accumulate(d)
	}}
	p := Record(k)
	assert.Same(t, k, p.Kernel)
	assert.Equal(t, []*cat.Column{extra, result, first, third}, p.Columns)
	assert.Equal(t, []*cat.Scalar{bound}, p.Scalars)
	assert.Equal(t, []*cat.Count{tallied}, p.Counts)
	assert.True(t, p.Sums)
	assert.True(t, p.Stores())
	assert.ElementsMatch(t, []string{"w", "m"}, values(p.Names))

	uses := map[string]int{}
	for _, op := range p.Ops {
		if op.Dst != 0 {
			uses[kindName(op.Kind)] = p.Uses[op.Dst]
		}
	}
	assert.Equal(t, map[string]int{"Load": 1, "LoadOr": 1, "Sub": 4, "Scalar": 1, "AtLeast": 2, "Where": 1}, uses)
}

// A kernel may only sum.
func TestProgramWithoutStores(t *testing.T) {
	p := Record(&Kernel{Operation: "Test", DType: cat.F32, Body: func(b Builder) { b.Accumulate(b.Load(first)) }})
	assert.False(t, p.Stores())
	assert.True(t, p.Sums)
	assert.Empty(t, p.Counts)
}

func values(names map[Value]string) (list []string) {
	for _, name := range names {
		list = append(list, name)
	}
	return list
}

func kindName(k Kind) string {
	return map[Kind]string{Load: "Load", LoadOr: "LoadOr", Scalar: "Scalar", Sub: "Sub", AtLeast: "AtLeast", Where: "Where"}[k]
}

// Names are made of operation, element type and tier. A family lists the kernels of an operation in their order.
func TestNames(t *testing.T) {
	a, b := &Kernel{Operation: "One", DType: cat.F32, Ops: []string{"Sum", "Each"}}, &Kernel{Operation: "Two", DType: cat.BF16, Ops: []string{"Sum"}}
	c := &Kernel{Operation: "Three", DType: cat.F32, Ops: []string{"Sum"}}
	assert.Equal(t, "OneF32", a.Name())
	assert.Equal(t, "TwoBF16AVX512", b.Variant(cat.AVX512))
	assert.Equal(t, "TwoBF16Portable", b.Variant(cat.Portable))
	f := &Family{Kernels: []*Kernel{a, b, c}}
	assert.Equal(t, []*Kernel{a, c}, f.Doing(Op{Name: "Sum"}, cat.F32))
	assert.Equal(t, []*Kernel{a}, f.Doing(Op{Name: "Each"}, cat.F32))
	assert.Equal(t, []*Kernel{b}, f.Doing(Op{Name: "Sum"}, cat.BF16))
	assert.Empty(t, f.Doing(Op{Name: "Sum"}, cat.F64))
}
