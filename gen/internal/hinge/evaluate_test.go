package hinge

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	ar "github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// An evaluator is a Builder that computes one pair in float64. A mask is 1 or 0.
type evaluator struct {
	columns map[*cat.Column]float64 // the inputs that are present
	scalars map[*cat.Scalar]float64
	wanted  map[*cat.Column]bool // the outputs that the caller wants
	values  []float64
	sum     *float64
	counts  map[*cat.Count]bool
	stored  map[*cat.Column]float64
}

func (e *evaluator) value(v float64) ar.Value {
	e.values = append(e.values, v)
	return ar.Value(len(e.values) - 1)
}

func (e *evaluator) mask(yes bool) ar.Mask {
	if yes {
		return ar.Mask(e.value(1))
	}
	return ar.Mask(e.value(0))
}

func (e *evaluator) yes(m ar.Mask) bool { return e.values[m] == 1 }

func (e *evaluator) Load(c *cat.Column) ar.Value {
	v, ok := e.columns[c]
	if !ok {
		panic("load of " + c.Name + ", which is not there")
	}
	if c.PlusZero {
		v += 0
	}
	return e.value(v)
}
func (e *evaluator) LoadOr(s *cat.Scalar, columns ...*cat.Column) ar.Value {
	for i, c := range columns {
		if _, ok := e.columns[c]; ok || s == nil && i == len(columns)-1 {
			return e.Load(c)
		}
	}
	return e.Scalar(s)
}
func (e *evaluator) Scalar(s *cat.Scalar) ar.Value { return e.value(e.scalars[s]) }
func (e *evaluator) Constant(c float64) ar.Value   { return e.value(c) }
func (e *evaluator) Add(a, b ar.Value) ar.Value    { return e.value(e.values[a] + e.values[b]) }
func (e *evaluator) Sub(a, b ar.Value) ar.Value    { return e.value(e.values[a] - e.values[b]) }
func (e *evaluator) Mul(a, b ar.Value) ar.Value    { return e.value(e.values[a] * e.values[b]) }
func (e *evaluator) Div(a, b ar.Value) ar.Value    { return e.value(e.values[a] / e.values[b]) }
func (e *evaluator) Max(a, b ar.Value) ar.Value    { return e.Select(e.Above(a, b), a, b) }
func (e *evaluator) Neg(v ar.Value) ar.Value       { return e.value(-e.values[v]) }
func (e *evaluator) Abs(v ar.Value) ar.Value       { return e.value(math.Abs(e.values[v])) }
func (e *evaluator) Clamp(u ar.Value) ar.Value     { return e.value(max(e.values[u], 0)) }
func (e *evaluator) Quiet(v ar.Value) ar.Value     { return v }
func (e *evaluator) AtLeast(a, b ar.Value) ar.Mask { return e.mask(e.values[a] >= e.values[b]) }
func (e *evaluator) Above(a, b ar.Value) ar.Mask   { return e.mask(e.values[a] > e.values[b]) }
func (e *evaluator) Equal(a, b ar.Value) ar.Mask   { return e.mask(e.values[a] == e.values[b]) }
func (e *evaluator) NotZero(v ar.Value) ar.Mask    { return e.mask(e.values[v] != 0) }
func (e *evaluator) And(a, b ar.Mask) ar.Mask      { return e.mask(e.yes(a) && e.yes(b)) }
func (e *evaluator) Or(a, b ar.Mask) ar.Mask       { return e.mask(e.yes(a) || e.yes(b)) }
func (e *evaluator) Tally(c *cat.Count, m ar.Mask) { e.counts[c] = e.yes(m) }
func (e *evaluator) TallySigns(below, above *cat.Count, m ar.Mask, v ar.Value) {
	e.counts[below], e.counts[above] = e.yes(m) && e.values[v] < 0, e.yes(m) && e.values[v] > 0
}
func (e *evaluator) Store(c *cat.Column, v ar.Value) { e.stored[c] = e.values[v] }
func (e *evaluator) Accumulate(h ar.Value)           { e.sum = &e.values[h] }
func (e *evaluator) When(c *cat.Column, body func()) {
	if e.wanted[c] {
		body()
	}
}
func (e *evaluator) Where(m ar.Mask, v ar.Value) ar.Value {
	if e.yes(m) {
		return v
	}
	return e.value(0)
}
func (e *evaluator) Select(m ar.Mask, a, b ar.Value) ar.Value {
	if e.yes(m) {
		return a
	}
	return b
}
func (e *evaluator) Let(_ string, v ar.Value) ar.Value   { return v }
func (e *evaluator) LetMask(_ string, m ar.Mask) ar.Mask { return m }

// A pair holds the inputs of a pair.
type pair struct {
	x1, x2, y, margin, upstream, weight float64

	exclusive bool // a pair with u = 0 is not active
	own       bool // the pair has a margin, a weight and an upstream gradient of its own
	int8      bool // the label is an int8
	squared   bool // the loss is the square of the hinge
}

// reference returns the loss of a pair and its gradients by PyTorch's formulas. The kernels move signs through
// products, which must not change any bits.
func (p pair) reference() (h, gx1, gx2, gy float64, active, wrong, right bool) {
	u := float64(-p.y*(p.x1-p.x2)) + p.margin
	active = u > 0 || u == 0 && !p.exclusive
	gm := 0.0
	if active {
		gm = p.upstream * p.weight
	}
	h = max(u, 0)
	if p.squared && active {
		gm *= 2 * h
	}
	if p.squared {
		h *= h
	}
	h, gx1, gy = p.weight*h, gm*-p.y, -(gm * (p.x1 - p.x2))
	gx2 = -gx1
	wrong, right = p.y*(p.x1-p.x2) < 0, p.y*(p.x1-p.x2) > 0
	if p.weight == 0 {
		return 0, 0, 0, 0, false, false, false
	}
	return h, gx1, gx2, gy, active, wrong, right
}

// The operations compute PyTorch's formulas.
func TestFormulas(t *testing.T) {
	scores := []float64{0, 1, -1, 0.1, 0.3, 1e300, math.Inf(1), math.Inf(-1), math.NaN()}
	for _, k := range Family.Kernels {
		for _, x1 := range scores {
			for _, x2 := range scores {
				for _, y := range labelsOf(k) {
					for i, margin := range []float64{0, 0.7, -0.7, math.Inf(1)} {
						p := pair{x1: x1, x2: x2, y: y, margin: margin, own: x1 != 0, int8: i%2 == 1}
						for _, p.exclusive = range []bool{false, true} {
							for _, p.weight = range weightsOf(k) {
								for _, p.upstream = range upstreamsOf(k) {
									check(t, k, p)
								}
							}
						}
					}
				}
			}
		}
	}
}

// labelsOf, upstreamsOf and weightsOf return values to try for an input, or only one if the kernel does not use
// that input.
func labelsOf(k *ar.Kernel) []float64 {
	if formOf(k).labelled {
		return []float64{1, -1, 0, 2.5, math.Inf(1), math.NaN()}
	}
	return []float64{-1}
}

func upstreamsOf(k *ar.Kernel) []float64 {
	if formOf(k).grads {
		return []float64{0.9, math.NaN(), math.Inf(1)}
	}
	return []float64{0.9}
}

func weightsOf(k *ar.Kernel) []float64 {
	if formOf(k).weighted {
		return []float64{1, 0.3, 0, math.NaN(), math.Inf(1)}
	}
	return []float64{1}
}

// evaluatorOf returns an evaluator with the inputs where the kernel expects them, in columns or in scalars.
// Inputs that the kernel must not use are 7.
func evaluatorOf(k *ar.Kernel, p pair) *evaluator {
	f := formOf(k)
	e := &evaluator{
		columns: map[*cat.Column]float64{x1: p.x1, x2: p.x2, y: p.y},
		scalars: map[*cat.Scalar]float64{margin: p.margin, scale: p.upstream, weight: p.weight, least: 0},
		wanted:  map[*cat.Column]bool{out: true, gx1: true, gx2: true, gy: true},
		values:  []float64{math.NaN()}, // Value 0 stands for none
		counts:  map[*cat.Count]bool{},
		stored:  map[*cat.Column]float64{},
	}
	if p.int8 {
		delete(e.columns, y)
		e.columns[signs] = p.y
	}
	if f.mayLackLabel && p.y == 1 && p.weight == 1 && !p.int8 && !p.own { // the scalar weight is 1 and stands for the label
		delete(e.columns, y)
	}
	if p.exclusive {
		e.scalars[least] = math.SmallestNonzeroFloat64
	}
	if f.columns && (p.own || !f.mayLackUpstream) {
		e.columns[upstream], e.scalars[scale] = p.upstream, 7
	}
	if f.weighted && p.own {
		e.columns[weights], e.columns[margins] = p.weight, p.margin
		e.scalars[weight], e.scalars[margin] = 7, 7
	}
	return e
}

func check(t *testing.T, k *ar.Kernel, p pair) {
	t.Helper()
	e := evaluatorOf(k, p)
	k.Body(e)

	f := formOf(k)
	p.squared = f.squared
	if !f.labelled {
		p.y = 1
	}
	loss, wantGX1, wantGX2, wantGY, isActive, isWrong, isRight := p.reference()
	want := map[*cat.Column]float64{}
	if f.loss {
		want[out] = loss
	}
	if f.grads {
		want[gx1], want[gx2], want[gy] = wantGX1, wantGX2, wantGY
	}
	for c, w := range want {
		if got, ok := e.stored[c]; !ok || !same(w, got) {
			t.Errorf("%s: %s of %+v: want %v, got %v", k.Name(), c.Name, p, w, got)
		}
	}
	if len(e.stored) != len(want) {
		t.Errorf("%s stores %d outputs, not %d", k.Name(), len(e.stored), len(want))
	}
	if f.sums != (e.sum != nil) || f.sums && !same(loss, *e.sum) {
		t.Errorf("%s: term of %+v: want %v, got %v", k.Name(), p, loss, e.sum)
	}
	wantCounts := 0
	if f.weighted && f.sums {
		wantCounts = 3
	}
	if len(e.counts) != wantCounts || wantCounts > 0 && (e.counts[active] != isActive || e.counts[wrong] != isWrong || e.counts[right] != isRight) {
		t.Errorf("%s: counts of %+v: want active %t, wrong %t and right %t, got %v", k.Name(), p, isActive, isWrong, isRight, e.counts)
	}
}

// same reports whether a and b have the same bits, except that the signs of zeros and the payloads of NaN may
// differ.
func same(a, b float64) bool { return a == b || a != a && b != b }

// An output that is nil is not stored, and this does not change the other outputs.
func TestWanted(t *testing.T) {
	p := pair{x1: 1, x2: 2, y: 2.5, margin: .5, upstream: .9, weight: 1}
	for _, k := range Family.Kernels {
		all := evaluatorOf(k, p)
		k.Body(all)
		for set := range 1 << 4 {
			e := evaluatorOf(k, p)
			want := map[*cat.Column]float64{}
			for i, c := range []*cat.Column{out, gx1, gx2, gy} {
				e.wanted[c] = set>>i&1 == 1
				if v, ok := all.stored[c]; ok && (e.wanted[c] || c == out && !formOf(k).mayLackLoss) {
					want[c] = v
				}
			}
			k.Body(e)
			assert.Equal(t, want, e.stored, "%s: %v", k.Name(), e.wanted)
			assert.Equal(t, all.counts, e.counts, k.Name())
		}
	}
}

// A margin of -0 is taken as +0, wherever it comes from. So u is never -0, which instructions for the maximum
// treat differently.
func TestMarginOfMinusZero(t *testing.T) {
	for _, k := range Family.Kernels {
		e := evaluatorOf(k, pair{x1: 1, x2: 1, y: 1, margin: math.Copysign(0, -1), upstream: 1, weight: 1, own: true})
		if !formOf(k).weighted {
			continue // callers do not pass a margin of -0
		}
		u := math.NaN()
		k.Body(&watcher{evaluator: e, u: &u})
		assert.Zero(t, u, k.Name())
		assert.False(t, math.Signbit(u), k.Name())
	}
}

// A watcher is an evaluator that keeps the value named u.
type watcher struct {
	*evaluator
	u *float64
}

func (w *watcher) Let(name string, v ar.Value) ar.Value {
	if name == "u" {
		*w.u = w.values[v]
	}
	return v
}

// The recorded operations compute the same as the formula. Backends only see the recorded operations.
func TestRecorded(t *testing.T) {
	for _, k := range Family.Kernels {
		program := ar.Record(k)
		for _, x := range []float64{-1, 0, 1, math.NaN()} {
			for _, w := range weightsOf(k) {
				for _, own := range []bool{false, true} {
					p := pair{x1: x, y: -2.5, margin: .5, upstream: .9, weight: w, own: own}
					direct, recorded := evaluatorOf(k, p), evaluatorOf(k, p)
					k.Body(direct)
					replay(program.Ops, recorded, map[ar.Value]ar.Value{})
					for c, v := range direct.stored {
						assert.Truef(t, same(v, recorded.stored[c]), "%s: %s of %+v", k.Name(), c.Name, p)
					}
					assert.Len(t, recorded.stored, len(direct.stored), k.Name())
					assert.Equal(t, direct.counts, recorded.counts, "%s: counts of %+v", k.Name(), p)
					assert.Equal(t, direct.sum == nil, recorded.sum == nil, k.Name())
					if direct.sum != nil {
						assert.Truef(t, same(*direct.sum, *recorded.sum), "%s: term of %+v", k.Name(), p)
					}
				}
			}
		}
	}
}

// replay calls the methods of a Builder for recorded operations.
func replay(ops []ar.Operation, b ar.Builder, values map[ar.Value]ar.Value) {
	for _, op := range ops {
		arg := func(i int) ar.Value { return values[op.Args[i]] }
		mask := func(i int) ar.Mask { return ar.Mask(values[op.Args[i]]) }
		var v ar.Value
		switch op.Kind {
		case ar.Load:
			v = b.Load(op.Column())
		case ar.LoadOr:
			v = b.LoadOr(op.Scalar, op.Columns...)
		case ar.Scalar:
			v = b.Scalar(op.Scalar)
		case ar.Constant:
			v = b.Constant(op.Number)
		case ar.Add:
			v = b.Add(arg(0), arg(1))
		case ar.Sub:
			v = b.Sub(arg(0), arg(1))
		case ar.Mul:
			v = b.Mul(arg(0), arg(1))
		case ar.Div:
			v = b.Div(arg(0), arg(1))
		case ar.Max:
			v = b.Max(arg(0), arg(1))
		case ar.Neg:
			v = b.Neg(arg(0))
		case ar.Abs:
			v = b.Abs(arg(0))
		case ar.Clamp:
			v = b.Clamp(arg(0))
		case ar.Quiet:
			v = b.Quiet(arg(0))
		case ar.AtLeast:
			v = ar.Value(b.AtLeast(arg(0), arg(1)))
		case ar.Above:
			v = ar.Value(b.Above(arg(0), arg(1)))
		case ar.Equal:
			v = ar.Value(b.Equal(arg(0), arg(1)))
		case ar.NotZero:
			v = ar.Value(b.NotZero(arg(0)))
		case ar.And:
			v = ar.Value(b.And(mask(0), mask(1)))
		case ar.Or:
			v = ar.Value(b.Or(mask(0), mask(1)))
		case ar.Select:
			v = b.Select(mask(0), arg(1), arg(2))
		case ar.Where:
			v = b.Where(mask(0), arg(1))
		case ar.Tally:
			b.Tally(op.Counts[0], mask(0))
		case ar.TallySigns:
			b.TallySigns(op.Counts[0], op.Counts[1], mask(0), arg(1))
		case ar.Store:
			b.Store(op.Column(), arg(0))
		case ar.Accumulate:
			b.Accumulate(arg(0))
		case ar.When:
			b.When(op.Column(), func() { replay(op.Body, b, values) })
		default:
			panic("no such operation")
		}
		if op.Within != 0 {
			v = ar.Value(b.And(ar.Mask(values[op.Within]), ar.Mask(v)))
		}
		values[op.Dst] = v
	}
}
