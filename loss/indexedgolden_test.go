package loss_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// Pairs by index are what the gather of PyTorch 2.6 and 2.15 and its autograd make of them: the same values where the order of additions
// doesn't matter, else as near as another order may come.
func TestIndexedGolden(t *testing.T) {
	t.Parallel()
	eachGolden(t, "indexed.json", func(t *testing.T, tier cpuid.Tier, f goldenFile, boundary loss.Boundary) {
		t.Run("float32", func(t *testing.T) { runIndexedGolden(t, tier, losstest.Float32, f, boundary) })
		t.Run("float64", func(t *testing.T) { runIndexedGolden(t, tier, losstest.Float64, f, boundary) })
		t.Run("float16", func(t *testing.T) { runIndexedGolden(t, tier, losstest.Float16, f, boundary) })
		t.Run("bfloat16", func(t *testing.T) { runIndexedGolden(t, tier, losstest.BFloat16, f, boundary) })
	})
}

// TestIndexedGoldenReference compares the formula and the order of additions, as the tests write them out, with
// PyTorch: no kernel runs.
func TestIndexedGoldenReference(t *testing.T) {
	t.Parallel()
	readGolden(t, "indexed.json").eachBoundary(t, func(t *testing.T, f goldenFile, boundary loss.Boundary) {
		indexedGoldenReference(t, losstest.Float32, f, boundary)
		indexedGoldenReference(t, losstest.Float64, f, boundary)
		indexedGoldenReference(t, losstest.Float16, f, boundary)
		indexedGoldenReference(t, losstest.BFloat16, f, boundary)
	})
}

func indexedGoldenReference[T loss.Float](t *testing.T, d losstest.DType[T], f goldenFile, boundary loss.Boundary) {
	for k, c := range f.Cases {
		_, wrong := goldenIndexedWants(t, d, c, goldenIndexed(t, d, c), boundary)
		assert.Empty(t, wrong, "%s, case %d, %s", d.Name, k, c.Name)
	}
}

func runIndexedGolden[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T], f goldenFile, boundary loss.Boundary) {
	for k, c := range f.Cases {
		b := goldenIndexed(t, d, c)
		want, wrong := goldenIndexedWants(t, d, c, b, boundary)
		require.Empty(t, wrong, "case %d, %s: the formula disagrees with PyTorch", k, c.Name)
		b.Boundary = boundary
		criterion := on(tier, b.Criterion())
		for form, labels := range labelForms(d, loss.Pairs[T]{Y: b.Pairs.Y}) {
			about := fmt.Sprintf("case %d, %s, margin %v, %v, labels %s", k, c.Name, b.Margin, b.Reduction, form)
			p := b.Pairs
			p.Y, p.Signs = labels.Y, labels.Signs
			grad := make([]T, len(p.Scores))
			value, err := criterion.ForwardBackwardIndexed(grad, p, b.Scalar)
			require.NoError(t, err, about)
			alone, err := criterion.ForwardIndexed(p)
			require.NoError(t, err, about)
			assert.Equal(t, math.Float64bits(alone), math.Float64bits(value), about)
			if !losstest.Same(value, want.loss) {
				assert.InDelta(t, want.loss, value, d.Bound*want.loss, about)
			}
			for i, v := range grad {
				if got := d.Value(v); !want.near(i, got) {
					t.Errorf("%s: grad[%d] is %v, PyTorch has %v", about, i, got, want.grad[i])
				}
			}
		}
	}
}

// Where every pair has two items of its own, pairs by index give what PyTorch gives for pairs: with weights and margins too.
func TestIndexedGoldenPairs(t *testing.T) {
	t.Parallel()
	eachGolden(t, "pairs.json", testIndexedGoldenPairs)
}

func TestIndexedGoldenSquares(t *testing.T) {
	t.Parallel()
	eachGolden(t, "squared.json", testIndexedGoldenPairs)
}

func testIndexedGoldenPairs(t *testing.T, tier cpuid.Tier, f goldenFile, boundary loss.Boundary) {
	t.Run("float32", func(t *testing.T) { runIndexedGoldenPairs(t, tier, losstest.Float32, f, boundary) })
	t.Run("float64", func(t *testing.T) { runIndexedGoldenPairs(t, tier, losstest.Float64, f, boundary) })
	t.Run("float16", func(t *testing.T) { runIndexedGoldenPairs(t, tier, losstest.Float16, f, boundary) })
	t.Run("bfloat16", func(t *testing.T) { runIndexedGoldenPairs(t, tier, losstest.BFloat16, f, boundary) })
}

func runIndexedGoldenPairs[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T], f goldenFile, boundary loss.Boundary) {
	for k, c := range f.Cases {
		b, want := goldenPairs(t, d, f, k, boundary)
		p := loss.IndexedPairs[T]{Scores: append(slices.Clone(b.Pairs.X1), b.Pairs.X2...), Weights: b.Pairs.Weights, Margins: b.Pairs.Margins}
		for i := range c.N {
			p.I, p.J = append(p.I, int32(i)), append(p.J, int32(c.N+i))
		}
		for form, labels := range labelForms(d, b.Pairs) {
			p.Y, p.Signs = labels.Y, labels.Signs
			for _, reduction := range []loss.Reduction{loss.Sum, loss.Mean} {
				w := want[reduction]
				of := losstest.IndexedBatch[T]{Pairs: p, Margin: b.Margin, Scalar: w.upstream, Reduction: reduction, P: b.P, Boundary: boundary}
				for _, m := range indexedCalls[T]() {
					r := losstest.IndexedResult[T]{Grad: make([]T, 2*c.N)}
					require.NoError(t, m.call(on(tier, of.Criterion()), of, &r))
					got := losstest.Result[T]{Loss: r.Loss, Stats: r.Stats}
					if m.grad {
						got.Grads = loss.Grads[T]{X1: r.Grad[:c.N], X2: r.Grad[c.N:]}
					}
					if wrong := checkGolden(d, w, losstest.Method{Name: m.name, Reduction: reduction, Loss: true, Grads: m.grad}, b, got); wrong != "" {
						t.Errorf("case %d, %s, margin %v, %v, labels %s, %s: %s", k, c.Name, b.Margin, reduction, form, m.name, wrong)
					}
				}
			}
		}
	}
}

// goldenIndexed makes the inputs of a case, with its labels in Y.
func goldenIndexed[T loss.Float](t *testing.T, d losstest.DType[T], c goldenCase) losstest.IndexedBatch[T] {
	t.Helper()
	n := int(c.Inputs.count(t, "pairs"))
	reduction, err := loss.ParseReduction(c.Inputs["reduction"])
	require.NoError(t, err)
	b := losstest.IndexedBatch[T]{Margin: c.Inputs.number(t, "margin"), Scalar: c.Inputs.number(t, "upstream"), Reduction: reduction}
	b.Pairs.Scores, b.Pairs.Y = goldenArray(d, t, c.Inputs["scores"], c.N, ""), goldenArray(d, t, c.Inputs["y"], n, "")
	for name, index := range map[string]*[]int32{"i": &b.Pairs.I, "j": &b.Pairs.J} {
		for _, v := range goldenIntegers(t, c.Inputs[name], n) {
			*index = append(*index, int32(v))
		}
	}
	return b
}

// A goldenIndexedWant is what PyTorch gives.
type goldenIndexedWant struct {
	loss  float64
	grad  []float64
	bound float64 // how far another order of additions may be from it
}

// near reports whether v is the gradient of item i, as far as another order of additions tells.
func (w goldenIndexedWant) near(i int, v float64) bool {
	return losstest.Same(w.grad[i], v) || math.Abs(w.grad[i]-v) <= w.bound
}

// goldenIndexedWants adds up in the order of the contract, and compares with the numbers and digests in the file. It
// describes the first one that differs.
func goldenIndexedWants[T loss.Float](t *testing.T, d losstest.DType[T], c goldenCase, b losstest.IndexedBatch[T], boundary loss.Boundary) (want goldenIndexedWant, wrong string) {
	t.Helper()
	p := losstest.Gathered(b.Pairs)
	n := len(p.X1)
	upstream, divisor := d.Compute(b.Scalar), 1.0
	if b.Reduction == loss.Mean {
		divisor = float64(n)
		upstream = d.Compute(upstream / d.Compute(divisor))
	}
	losses, sums := make([]float64, n), make([]float64, c.N)
	for k := range n {
		r, _ := d.Weighted(d.Pair(losstest.Batch[T]{Pairs: p, Margin: b.Margin, Boundary: boundary}, k), upstream)
		losses[k] = r.Out
		i, j := b.Pairs.I[k], b.Pairs.J[k]
		sums[i] = d.Compute(sums[i] + r.GX1)
		sums[j] = d.Compute(sums[j] + r.GX2)
	}
	for i := range sums {
		sums[i] = d.Round(sums[i])
	}
	texts := c.outputs(t, d.Name, boundary)
	want = goldenIndexedWant{loss: texts.number(t, "loss"), grad: sums}
	if _, ok := texts["bound"]; ok {
		want.bound, want.grad = texts.number(t, "bound"), numbers(t, texts["grad"])
		for i, v := range sums {
			want.grad[i] = d.Round(want.grad[i])
			if !want.near(i, v) {
				wrong = fmt.Sprintf("grad[%d] is %v, PyTorch has %v", i, v, want.grad[i])
			}
		}
	} else if differs := agree(t, sums, texts["grad"], d.Round); differs != "" {
		wrong = "grad: values " + differs
	}
	if exact := losstest.Exactly(losses); !exact.Within(0x1p-53, want.loss, losstest.Count(int(divisor))) {
		wrong = fmt.Sprintf("loss is %v / %v, PyTorch's is %v", exact, divisor, want.loss)
	}
	return want, wrong
}
