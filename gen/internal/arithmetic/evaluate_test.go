package arithmetic_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// An evaluator is a Builder for one pair, in float64.
type evaluator struct {
	arrays  map[cat.Array]float64
	scalars map[cat.Scalar]float64
	values  []float64
	sum     *float64
	counts  [2]bool // by kind
	stored  map[cat.Array]float64
}

func (e *evaluator) value(v float64) arithmetic.Value {
	e.values = append(e.values, v)
	return arithmetic.Value(len(e.values) - 1)
}

func (e *evaluator) Load(a cat.Array) arithmetic.Value    { return e.value(e.arrays[a]) }
func (e *evaluator) Scalar(s cat.Scalar) arithmetic.Value { return e.value(e.scalars[s]) }
func (e *evaluator) Sub(a, b arithmetic.Value) arithmetic.Value {
	return e.value(e.values[a] - e.values[b])
}
func (e *evaluator) Mul(a, b arithmetic.Value) arithmetic.Value {
	return e.value(e.values[a] * e.values[b])
}
func (e *evaluator) Neg(v arithmetic.Value) arithmetic.Value   { return e.value(-e.values[v]) }
func (e *evaluator) Clamp(u arithmetic.Value) arithmetic.Value { return e.value(max(e.values[u], 0)) }
func (e *evaluator) Gate(u, g arithmetic.Value) arithmetic.Value {
	if e.values[u] >= 0 {
		return g
	}
	return e.value(0)
}
func (e *evaluator) LoadOr(a cat.Array, s cat.Scalar) arithmetic.Value {
	if v, ok := e.arrays[a]; ok {
		if a.PlusZero() {
			v += 0
		}
		return e.value(v)
	}
	return e.value(e.scalars[s])
}
func (e *evaluator) NotZero(v arithmetic.Value) arithmetic.Mask {
	if e.values[v] == 0 {
		return 0
	}
	return arithmetic.Mask(e.value(1))
}
func (e *evaluator) Where(m arithmetic.Mask, v arithmetic.Value) arithmetic.Value {
	if m == 0 {
		return e.value(0)
	}
	return v
}
func (e *evaluator) Count(m arithmetic.Mask, u, ahead arithmetic.Value) {
	e.counts = [2]bool{cat.Active: m != 0 && e.values[u] >= 0, cat.Wrong: m != 0 && e.values[ahead] < 0}
}
func (e *evaluator) Quiet(v arithmetic.Value) arithmetic.Value         { return v }
func (e *evaluator) Store(a cat.Array, v arithmetic.Value)             { e.stored[a] = e.values[v] }
func (e *evaluator) Accumulate(h arithmetic.Value)                     { e.sum = &e.values[h] }
func (e *evaluator) When(_ cat.Array, body func())                     { body() }
func (e *evaluator) Let(_ string, v arithmetic.Value) arithmetic.Value { return v }

// The operations amount to PyTorch's formulas, written here as PyTorch writes them:
// signs may move through products, bits may not change.
func TestHinge(t *testing.T) {
	scores := []float64{0, 1, -1, 0.1, 0.3, 1e300, math.Inf(1), math.Inf(-1), math.NaN()}
	for _, k := range cat.Kernels() {
		for _, x1 := range scores {
			for _, x2 := range scores {
				for _, y := range []float64{1, -1, 0, 2.5, math.Inf(1), math.NaN()} {
					for _, margin := range []float64{0, 0.7, -0.7, math.Inf(1)} {
						check(t, k, x1, x2, y, margin, 0.9, 1)
						check(t, k, x1, x2, y, margin, math.NaN(), 1)
						if k.Form == cat.Weighted {
							check(t, k, x1, x2, y, margin, 0.9, 0)
							check(t, k, x1, x2, y, margin, math.NaN(), 0)
							check(t, k, x1, x2, y, margin, math.Inf(1), 0.3)
							check(t, k, x1, x2, y, margin, 0.9, math.NaN())
						}
					}
				}
			}
		}
	}
}

func check(t *testing.T, k cat.Kernel, x1, x2, y, margin, upstream, weight float64) {
	t.Helper()
	given := upstream
	e := &evaluator{
		arrays:  map[cat.Array]float64{cat.X1: x1, cat.X2: x2, cat.Y: y, cat.Int8s: y, cat.Upstream: given},
		scalars: map[cat.Scalar]float64{cat.Margin: margin, cat.Scale: given, cat.Weight: weight},
		values:  []float64{math.NaN()}, // value 0 is none
		stored:  map[cat.Array]float64{},
	}
	if k.Form == cat.Weighted && x1 != 0 { // half of the pairs have their own
		e.arrays[cat.Weights], e.arrays[cat.Margins] = weight, margin
		e.scalars[cat.Weight], e.scalars[cat.Margin] = 7, 7
	}
	arithmetic.Hinge(e, k)
	if k.Labels == cat.Ones {
		y = 1
	}
	u := float64(-y*(x1-x2)) + margin
	gm := 0.0
	if upstream *= weight; u >= 0 {
		gm = upstream
	}
	out := weight * max(u, 0)
	want := map[cat.Array]float64{}
	if k.Pass.HasLoss() && k.Reduction == cat.None {
		want[cat.Out] = out
	}
	if k.Pass.HasGrads() {
		want[cat.GX1], want[cat.GX2], want[cat.GY] = gm*-y, -(gm * -y), -(gm * (x1 - x2))
	}
	if weight == 0 {
		out = 0
		for a := range want {
			want[a] = 0
		}
	}
	counts := [2]bool{cat.Active: k.Counts() && weight != 0 && u >= 0, cat.Wrong: k.Counts() && weight != 0 && y*(x1-x2) < 0}
	assert.Equal(t, counts, e.counts, "%s: counts of x1 %v, x2 %v, y %v, margin %v", k.Name(), x1, x2, y, margin)
	assert.Len(t, e.stored, len(want), k.Name())
	for a, w := range want {
		assert.Truef(t, same(w, e.stored[a]), "%s: %v of x1 %v, x2 %v, y %v, margin %v: want %v, got %v", k.Name(), a, x1, x2, y, margin, w, e.stored[a])
	}
	if k.Sums() && assert.NotNil(t, e.sum, k.Name()) {
		assert.Truef(t, same(out, *e.sum), "%s: term", k.Name())
	}
}

// same compares bits, but for zeros and NaN, whose signs and payloads are free.
func same(a, b float64) bool { return a == b || a != a && b != b }
