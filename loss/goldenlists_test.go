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

// Lists are what PyTorch 2.6 and 2.15 make of their pairs: which of them are active, and NaN and infinity, exactly; the sum and the
// gradients of a mean as far as PyTorch's roundings of each pair allow.
func TestGoldenLists(t *testing.T) {
	t.Parallel()
	eachGolden(t, "lists.json", func(t *testing.T, tier cpuid.Tier, f goldenFile, boundary loss.Boundary) {
		t.Run("float32", func(t *testing.T) { runGoldenLists(t, tier, losstest.Float32, f, boundary, 0x1p-24, 0x1p-24) })
		t.Run("float64", func(t *testing.T) { runGoldenLists(t, tier, losstest.Float64, f, boundary, 0x1p-53, 0x1p-53) })
		t.Run("float16", func(t *testing.T) { runGoldenLists(t, tier, losstest.Float16, f, boundary, 0x1p-24, 0x1p-11) })
		t.Run("bfloat16", func(t *testing.T) { runGoldenLists(t, tier, losstest.BFloat16, f, boundary, 0x1p-24, 0x1p-8) })
	})
}

// TestGoldenListsReference compares the pairs that the tests go through with PyTorch: no kernel runs.
func TestGoldenListsReference(t *testing.T) {
	t.Parallel()
	readGolden(t, "lists.json").eachBoundary(t, func(t *testing.T, f goldenFile, boundary loss.Boundary) {
		goldenListsReference(t, losstest.Float32, f, boundary)
		goldenListsReference(t, losstest.Float64, f, boundary)
		goldenListsReference(t, losstest.Float16, f, boundary)
		goldenListsReference(t, losstest.BFloat16, f, boundary)
	})
}

func goldenListsReference[T loss.Float](t *testing.T, d losstest.DType[T], f goldenFile, boundary loss.Boundary) {
	for k, c := range f.Cases {
		_, wrong := goldenListWants(t, d, c, goldenLists(t, d, c), boundary)
		assert.Empty(t, wrong, "%s, case %d, %s", d.Name, k, c.Name)
	}
}

// runGoldenLists: compute and unit are the unit roundoffs of the compute precision and of the type.
func runGoldenLists[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T], f goldenFile, boundary loss.Boundary, compute, unit float64) {
	for k, c := range f.Cases {
		l, upstream := goldenLists(t, d, c), c.Inputs.number(t, "upstream")
		want, wrong := goldenListWants(t, d, c, l, boundary)
		require.Empty(t, wrong, "case %d, %s: the formula disagrees with PyTorch", k, c.Name)
		for _, r := range []loss.Reduction{loss.Sum, loss.Mean} {
			criterion := on(tier, loss.MarginRanking[T]{Margin: c.Inputs.number(t, "margin"), Reduction: r, Boundary: boundary})
			grad := make([]T, c.N)
			value, stats, err := criterion.ForwardBackwardLists(grad, l, upstream)
			require.NoError(t, err)
			alone, counted, err := criterion.ForwardLists(l)
			require.NoError(t, err)
			about := fmt.Sprintf("case %d, %s, margin %v, %v", k, c.Name, criterion.Margin, r)
			assert.Equal(t, math.Float64bits(value), math.Float64bits(alone), about)
			assert.Equal(t, stats, counted, about)
			diff := checkGoldenLoss(d, want, criterion.MarginRanking, l, value, stats, compute)
			if diff == "" {
				diff = checkGoldenGrad(d, want, criterion.MarginRanking, upstream, grad, compute, unit)
			}
			assert.Empty(t, diff, about)
		}
	}
}

// checkGoldenLoss describes how a loss or its counts are not PyTorch's.
func checkGoldenLoss[T loss.Float](d losstest.DType[T], want goldenListWant, c loss.MarginRanking[T], l loss.Lists[T], value float64, stats loss.ListStats, compute float64) string {
	if stats.Pairs != want.pairs || stats.Active != want.active {
		return fmt.Sprintf("counts are %+v, PyTorch's are %d pairs, %d active", stats, want.pairs, want.active)
	}
	largest := math.Abs(c.Margin)
	for _, s := range l.Scores {
		if v := math.Abs(d.Value(s)); v > largest && !math.IsInf(v, 0) {
			largest = v
		}
	}
	total, allowed := want.loss, 4*compute*largest*float64(want.pairs)
	if c.Reduction == loss.Mean && want.pairs > 0 {
		total /= float64(want.pairs)
		allowed /= float64(want.pairs)
	}
	if !losstest.Same(total, value) && !(math.Abs(total-value) <= allowed) {
		return fmt.Sprintf("loss is %v, PyTorch's is %v", value, total)
	}
	return ""
}

// checkGoldenGrad describes the first gradient that is not PyTorch's.
func checkGoldenGrad[T loss.Float](d losstest.DType[T], want goldenListWant, c loss.MarginRanking[T], upstream float64, grad []T, compute, unit float64) string {
	gradients, n := want.sum, float64(len(grad))
	if c.Reduction == loss.Mean {
		gradients = want.mean
	}
	for i, v := range gradients {
		got := d.Value(grad[i])
		// Each pair's share is rounded, and their sum.
		allowed := unit*math.Abs(v) + 2*compute*math.Abs(upstream)*n*n
		switch {
		case c.Reduction == loss.Sum && unit != 0x1p-53: // PyTorch's sum of float32 values is exact
			v, allowed = d.Round(v), 0
		case c.Reduction == loss.Mean:
			allowed = unit*math.Abs(v) + 4*compute*math.Abs(upstream)*n/float64(want.pairs)
			if compute == 0x1p-53 { // else PyTorch's sum of them has 29 bits to spare
				allowed *= n
			}
			if unit == 0x1p-11 { // below its normal numbers
				allowed += 0x1p-25
			}
		}
		if !losstest.Same(v, got) && !(math.Abs(v-got) <= allowed) {
			return fmt.Sprintf("gradient %d is %v, PyTorch's is %v", i, got, v)
		}
	}
	return ""
}

// goldenLists makes the inputs of a case.
func goldenLists[T loss.Float](t *testing.T, d losstest.DType[T], c goldenCase) (l loss.Lists[T]) {
	t.Helper()
	l.Offsets = []int{0}
	for _, length := range numbers(t, c.Inputs["lengths"]) {
		l.Offsets = append(l.Offsets, l.Offsets[len(l.Offsets)-1]+int(length))
	}
	if seed, near := strings.CutPrefix(c.Inputs["scores"], "near "); near {
		// Scores whose differences are the margin, or nearly so.
		words, margin := goldenSeed(t, seed), d.Round(c.Inputs.number(t, "margin"))
		for range c.N {
			w := words.next()
			steps := float64(float64(w%4) * margin) // not fused with the sum
			l.Scores = append(l.Scores, nudge(d, steps+0.7, int(w>>8%5)-2))
		}
	} else {
		l.Scores = goldenArray(d, t, c.Inputs["scores"], c.N, "")
	}
	for _, v := range goldenIntegers(t, c.Inputs["relevance"], c.N) {
		l.Relevance = append(l.Relevance, float32(v))
	}
	if c.Inputs["mask"] != "" {
		for _, v := range goldenIntegers(t, c.Inputs["mask"], c.N) {
			l.Mask = append(l.Mask, v != 0)
		}
	}
	return l
}

// A goldenListWant is what PyTorch gives for the explicit pairs of lists.
type goldenListWant struct {
	pairs, active int64
	loss          float64   // the sum
	sum, mean     []float64 // gradients
}

// goldenListWants goes through every pair, and compares with the numbers and digests in the file. It describes the
// first one that differs.
func goldenListWants[T loss.Float](t *testing.T, d losstest.DType[T], c goldenCase, l loss.Lists[T], boundary loss.Boundary) (want goldenListWant, wrong string) {
	t.Helper()
	low, high := make([]int, c.N), make([]int, c.N) // of each item, the active pairs that it's the lower, the higher one of
	var losses []float64
	for k := 1; k < len(l.Offsets); k++ {
		for i := l.Offsets[k-1]; i < l.Offsets[k]; i++ {
			for j := l.Offsets[k-1]; j < l.Offsets[k]; j++ {
				if l.Mask != nil && !(l.Mask[i] && l.Mask[j]) || !(l.Relevance[i] > l.Relevance[j]) {
					continue
				}
				p := losstest.Pair{X1: d.Value(l.Scores[i]), X2: d.Value(l.Scores[j]), Y: 1, Margin: c.Inputs.number(t, "margin"), Weight: 1, Boundary: boundary}
				r, counts := d.Weighted(p, 1)
				losses = append(losses, r.Out)
				want.pairs++
				if counts.Active > 0 {
					want.active++
					low[j]++
					high[i]++
				}
			}
		}
	}
	texts := c.outputs(t, d.Name, boundary)
	want.loss = texts.number(t, "loss")
	upstream := d.Compute(c.Inputs.number(t, "upstream"))
	want.sum = goldenShares(low, high, upstream)
	want.mean = goldenShares(low, high, d.Compute(upstream/d.Compute(float64(want.pairs))))
	as := func(v float64) float64 { return v }
	for name, values := range map[string][]float64{
		"pairs": {float64(want.pairs)}, "active": {float64(want.active)}, "sum": want.sum, "mean": want.mean,
	} {
		text, ok := texts[name]
		if !ok && want.pairs == 0 {
			continue // PyTorch has no gradients then
		}
		if differs := agree(t, values, text, as); differs != "" {
			wrong = name + ": values " + differs
		}
	}
	if exact := losstest.Exactly(losses); !exact.Within(0x1p-53, want.loss, losstest.One) {
		wrong = fmt.Sprintf("loss is %v, PyTorch's is %v", exact, want.loss)
	}
	return want, wrong
}

// goldenShares are the exact sums of what items get from their pairs, rounded once.
func goldenShares(low, high []int, scale float64) []float64 {
	grad := make([]float64, len(low))
	for i := range grad {
		switch {
		case low[i] == 0 && high[i] == 0:
		case !math.IsInf(scale, 0):
			grad[i] = float64(low[i]-high[i]) * scale
		case high[i] == 0:
			grad[i] = scale
		case low[i] == 0:
			grad[i] = -scale
		default:
			grad[i] = math.NaN()
		}
	}
	return grad
}
