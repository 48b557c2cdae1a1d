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
						check(t, k, x1, x2, y, margin, 0.9)
						check(t, k, x1, x2, y, margin, math.NaN())
					}
				}
			}
		}
	}
}

func check(t *testing.T, k cat.Kernel, x1, x2, y, margin, upstream float64) {
	t.Helper()
	e := &evaluator{
		arrays:  map[cat.Array]float64{cat.X1: x1, cat.X2: x2, cat.Y: y, cat.Int8s: y, cat.Upstream: upstream},
		scalars: map[cat.Scalar]float64{cat.Margin: margin, cat.Scale: upstream},
		values:  []float64{math.NaN()}, // value 0 is none
		stored:  map[cat.Array]float64{},
	}
	arithmetic.Hinge(e, k)
	if k.Labels == cat.Ones {
		y = 1
	}
	u := float64(-y*(x1-x2)) + margin
	gm := 0.0
	if u >= 0 {
		gm = upstream
	}
	want := map[cat.Array]float64{}
	if k.Pass.HasLoss() && k.Reduction == cat.None {
		want[cat.Out] = max(u, 0)
	}
	if k.Pass.HasGrads() {
		want[cat.GX1], want[cat.GX2], want[cat.GY] = gm*-y, -(gm * -y), -(gm * (x1 - x2))
	}
	assert.Len(t, e.stored, len(want), k.Name())
	for a, w := range want {
		assert.Truef(t, same(w, e.stored[a]), "%s: %v of x1 %v, x2 %v, y %v, margin %v: want %v, got %v", k.Name(), a, x1, x2, y, margin, w, e.stored[a])
	}
	if k.Sums() && assert.NotNil(t, e.sum, k.Name()) {
		assert.Truef(t, same(max(u, 0), *e.sum), "%s: term", k.Name())
	}
}

// same compares bits, but for zeros and NaN, whose signs and payloads are free.
func same(a, b float64) bool { return a == b || a != a && b != b }
