package loss_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// TestGolden compares every public method with PyTorch, for every element type, label form and choice of gradients.
func TestGolden(t *testing.T) { eachGolden(t, "pairs.json", testGolden) }

// TestGoldenSquares does the same for the square of the hinge.
func TestGoldenSquares(t *testing.T) { eachGolden(t, "squared.json", testGolden) }

func testGolden(t *testing.T, tier cpuid.Tier, f goldenFile, boundary loss.Boundary) {
	t.Run("float32", func(t *testing.T) { runGolden(t, tier, losstest.Float32, f, boundary) })
	t.Run("float64", func(t *testing.T) { runGolden(t, tier, losstest.Float64, f, boundary) })
	t.Run("float16", func(t *testing.T) { runGolden(t, tier, losstest.Float16, f, boundary) })
	t.Run("bfloat16", func(t *testing.T) { runGolden(t, tier, losstest.BFloat16, f, boundary) })
}

// goldenPairs are the pairs of case k, and what a call must give.
func goldenPairs[T loss.Float](t *testing.T, d losstest.DType[T], f goldenFile, k int, boundary loss.Boundary) (b losstest.Batch[T], want [3]goldenWant) {
	t.Helper()
	c := f.Cases[k]
	b = goldenBatch(t, d, c, f.Specials[d.Name])
	b.Boundary = boundary
	want, wrong := goldenWants(t, d, c, b)
	require.Empty(t, wrong, "case %d, %s: the formula disagrees with PyTorch", k, c.Name)
	return b, want
}

func runGolden[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T], f goldenFile, boundary loss.Boundary) {
	for k, c := range f.Cases {
		b, want := goldenPairs(t, d, f, k, boundary)
		for form, pairs := range labelForms(d, b.Pairs) {
			b.Pairs = pairs
			if diff := callGolden(t, tier, d, want, b); diff != "" {
				t.Errorf("case %d, %s, margin %v, %d pairs, labels %s, %v: %s", k, c.Name, b.Margin, c.N, form, losstest.ColumnsOf(pairs), diff)
			}
			checkStated(t, tier, d, c, b)
		}
	}
}

// callGolden calls every method with every choice of gradients, and describes the first output that is not PyTorch's.
func callGolden[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T], want [3]goldenWant, b losstest.Batch[T]) string {
	t.Helper()
	for _, m := range losstest.Methods {
		w := want[m.Reduction]
		b.Scalar = w.upstream
		for _, choice := range m.Choices() {
			if diff := checkGolden(d, w, m, b, call(t, tier, m, b, choice)); diff != "" {
				return fmt.Sprintf("%v, gradients %03b: %s", m, choice, diff)
			}
		}
	}
	return ""
}

// TestGoldenReference compares the formula, as the tests write it out, with PyTorch: no kernel runs. Where this test
// passes and TestGolden doesn't, a kernel is wrong.
func TestGoldenReference(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"pairs.json", "squared.json"} {
		readGolden(t, name).eachBoundary(t, func(t *testing.T, f goldenFile, boundary loss.Boundary) {
			goldenReference(t, losstest.Float32, f, boundary)
			goldenReference(t, losstest.Float64, f, boundary)
			goldenReference(t, losstest.Float16, f, boundary)
			goldenReference(t, losstest.BFloat16, f, boundary)
		})
	}
}

func goldenReference[T loss.Float](t *testing.T, d losstest.DType[T], f goldenFile, boundary loss.Boundary) {
	for k, c := range f.Cases {
		b := goldenBatch(t, d, c, f.Specials[d.Name])
		b.Boundary = boundary
		_, wrong := goldenWants(t, d, c, b)
		assert.Empty(t, wrong, "%s, case %d, %s", d.Name, k, c.Name)
	}
}

// goldenBatch makes the inputs of a case, with its labels in Y.
func goldenBatch[T loss.Float](t *testing.T, d losstest.DType[T], c goldenCase, specials string) losstest.Batch[T] {
	t.Helper()
	array := func(name string) []T {
		text, ok := c.Inputs[name]
		if !ok {
			return nil
		}
		return goldenArray(d, t, text, c.N, specials)
	}
	b := losstest.Batch[T]{Margin: c.Inputs.number(t, "margin"), Upstream: array("upstream")}
	if _, ok := c.Inputs["p"]; ok {
		b.P = int(c.Inputs.number(t, "p"))
	}
	b.Pairs = loss.Pairs[T]{X2: array("x2"), Y: array("y"), Weights: array("weights"), Margins: array("margins")}
	seed, edge := strings.CutPrefix(c.Inputs["x1"], "edge ")
	if !edge {
		b.Pairs.X1 = array("x1")
		return b
	}
	// The scores for which u is 0, as far as they can be, moved by up to two steps.
	words := goldenSeed(t, seed)
	b.Pairs.X1 = make([]T, c.N)
	for i := range c.N {
		p := d.Pair(b, i)
		b.Pairs.X1[i] = nudge(d, p.X2+d.Round(p.Margin)/p.Y, int(words.next()%5)-2)
	}
	return b
}

// labelForms returns the batch with its labels in every form that can carry them.
func labelForms[T loss.Float](d losstest.DType[T], p loss.Pairs[T]) map[string]loss.Pairs[T] {
	forms := map[string]loss.Pairs[T]{"Y": p}
	integers, ones := true, true
	labels := make([]int8, len(p.Y))
	for i, y := range p.Y {
		v := d.Value(y)
		integers = integers && v == math.Trunc(v) && -128 <= v && v <= 127
		ones = ones && v == 1
		if integers {
			labels[i] = int8(v)
		}
	}
	p.Y = nil
	if ones {
		forms["absent"] = p
	}
	if p.Signs = labels; integers {
		forms["Signs"] = p
	}
	return forms
}

// A goldenWant is what PyTorch gives for one reduction.
type goldenWant struct {
	upstream     float64
	out, gx1, gy []float64
	loss         float64
	overflows    bool // so does the exact sum: PyTorch has no loss to compare with
	counts       losstest.Counts
}

// goldenWants are what PyTorch gives for a case, by reduction: the formula's values, which are compared with the numbers
// and digests in the file. It describes the first one that differs.
func goldenWants[T loss.Float](t *testing.T, d losstest.DType[T], c goldenCase, b losstest.Batch[T]) (want [3]goldenWant, wrong string) {
	t.Helper()
	texts, scalars := c.outputs(t, d.Name, b.Boundary), numbers(t, c.Inputs["scalars"])
	require.Len(t, scalars, 2)
	divisor := float64(c.N)
	if b.Pairs.Weights != nil {
		divisor = 0
		for _, w := range b.Pairs.Weights {
			divisor += d.Value(w) // multiples of 1/64: exact
		}
	}
	upstream := [3]float64{loss.Sum: scalars[0], loss.Mean: scalars[1]}
	scale := [3]float64{loss.Sum: d.Compute(scalars[0]), loss.Mean: d.Compute(d.Compute(scalars[1]) / d.Compute(divisor))}
	losses := make([]float64, c.N)
	for r := range want {
		w := goldenWant{upstream: upstream[r]}
		for i := range c.N {
			if loss.Reduction(r) == loss.None {
				scale[r] = d.Value(b.Upstream[i])
			}
			v, counts := d.Weighted(d.Pair(b, i), scale[r])
			losses[i] = v.Out
			w.out, w.gx1, w.gy = append(w.out, d.Round(v.Out)), append(w.gx1, d.Round(v.GX1)), append(w.gy, d.Round(v.GY))
			w.counts.Add(counts)
		}
		want[r] = w
	}
	check := func(name string, values []float64) {
		if text, ok := texts[name]; ok && wrong == "" {
			if wrong = agree(t, values, text, d.Round); wrong != "" {
				wrong = name + ": values " + wrong
			}
		}
	}
	for r, w := range want {
		name := loss.Reduction(r).String()
		if texts[name] == "" && texts[name+" gx1"] == "" {
			name = "none" // gives the same
		}
		check("out", w.out)
		check(name+" gx1", w.gx1)
		check(name+" gy", w.gy)
		check(name, append(w.gx1[:c.N:c.N], w.gy...))
		check("active", []float64{float64(w.counts.Active)})
		check("wrong", []float64{float64(w.counts.Wrong)})
	}
	exact := losstest.Exactly(losses)
	if _, ok := texts["loss"]; !ok {
		for r := range want {
			want[r].overflows = true
		}
		if !exact.AtLeast(d.Largest()) {
			wrong = "the file has no loss"
		}
		return want, wrong
	}
	sum := texts.number(t, "loss")
	want[loss.Sum].loss, want[loss.Mean].loss = sum, sum/divisor
	if !exact.Within(0x1p-53, sum, losstest.One) {
		wrong = fmt.Sprintf("loss is %v, PyTorch's is %v", exact, sum)
	}
	return want, wrong
}

// checkGolden describes the first output that is not PyTorch's. The vectors hold no gx2: it is -gx1.
func checkGolden[T loss.Float](d losstest.DType[T], want goldenWant, m losstest.Method, b losstest.Batch[T], r losstest.Result[T]) string {
	for name, output := range map[string]struct {
		got  []T
		want []float64
		sign float64
	}{
		"dst": {r.Dst, want.out, 1},
		"X1":  {r.Grads.X1, want.gx1, 1},
		"X2":  {r.Grads.X2, want.gx1, -1},
		"Y":   {r.Grads.Y, want.gy, 1},
	} {
		for i, v := range output.got {
			if w := output.sign * output.want[i]; !losstest.Same(d.Value(v), w) {
				return fmt.Sprintf("%s[%d] is %v, PyTorch has %v: %+v", name, i, d.Value(v), w, d.Pair(b, i))
			}
		}
	}
	if wrong := want.counts.Check(r.Stats); m.Counts() && wrong != "" {
		return wrong
	}
	if !m.Loss || m.Reduction == loss.None || want.overflows {
		return ""
	}
	// Below the normal numbers one step is more than the relative bound.
	if !losstest.Same(r.Loss, want.loss) && !(math.Abs(r.Loss-want.loss) <= max(d.Bound*want.loss, math.SmallestNonzeroFloat64)) {
		return fmt.Sprintf("loss is %v, exactly %v", r.Loss, want.loss)
	}
	return ""
}

// goldenStated is how near 16-bit and other types come to seven decimals that are stated: rounding the scores costs most.
var goldenStated = map[string]float64{"float32": 1e-6, "float64": 1e-6, "float16": 3e-3, "bfloat16": 3e-2}

// checkStated compares with the decimals that another library states.
func checkStated[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T], c goldenCase, b losstest.Batch[T]) {
	t.Helper()
	if none, ok := c.Inputs["stated none"]; ok {
		dst := make([]T, c.N)
		require.NoError(t, on(tier, loss.MarginRanking[T]{Margin: b.Margin}).ForwardNone(dst, b.Pairs))
		for i, want := range numbers(t, none) {
			assert.InDelta(t, want, d.Value(dst[i]), goldenStated[d.Name], "pair %d", i)
		}
	}
	for _, r := range []loss.Reduction{loss.Mean, loss.Sum} {
		if _, ok := c.Inputs["stated "+r.String()]; ok {
			got, err := on(tier, loss.MarginRanking[T]{Margin: b.Margin, Reduction: r}).Forward(b.Pairs)
			require.NoError(t, err)
			assert.InDelta(t, c.Inputs.number(t, "stated "+r.String()), got, goldenStated[d.Name], r)
		}
	}
}

func TestGoldenReductionWords(t *testing.T) {
	t.Parallel()
	bad := readGolden(t, "pairs.json").Facts.BadWord
	_, err := loss.ParseReduction(bad.Word)
	require.ErrorIs(t, err, loss.ErrReduction)
	assert.ErrorContains(t, err, bad.Error)
}

func TestGoldenLegacyReduction(t *testing.T) {
	t.Parallel()
	rows := readGolden(t, "pairs.json").Facts.Legacy
	require.Len(t, rows, 9)
	for _, row := range rows {
		got := loss.LegacyReduction(optionalBool(row[0]), optionalBool(row[1]))
		assert.Equal(t, row[2], got.String(), "size_average %v, reduce %v", row[0], row[1])
	}
}

func optionalBool(v any) *bool {
	if b, ok := v.(bool); ok {
		return &b
	}
	return nil
}
