package loss_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/internal/share"
	"github.com/marginrank/marginrank/loss"
)

// An invalid call for weighted lists returns its error and writes nothing.
func TestWeightedListErrors(t *testing.T) {
	x := func() []float32 { return make([]float32, 10) }
	at := func(i int, v float64) []float32 {
		s := x()
		s[i] = float32(v)
		return s
	}
	inf, nan := math.Inf(1), math.NaN()
	gain := func(v float64) *loss.Lambda {
		return &loss.Lambda{Gain: func(r float32) float64 {
			if r == 5 {
				return v
			}
			return 1
		}}
	}
	all, masked := slices.Repeat([]bool{true}, 10), slices.Repeat([]bool{true}, 10)
	masked[4] = false
	for name, c := range map[string]struct {
		lists loss.Lists[float32]
		want  error
		text  string
	}{
		"weights short":     {lists: loss.Lists[float32]{Weights: x()[:9]}, want: loss.ErrLength, text: "Weights has length 9, Scores has length 10"},
		"weights empty":     {lists: loss.Lists[float32]{Weights: []float32{}}, want: loss.ErrLength, text: "Weights has length 0"},
		"weight negative":   {lists: loss.Lists[float32]{Weights: at(3, -1)}, want: loss.ErrWeights, text: "Weights[3] is -1"},
		"weight least":      {lists: loss.Lists[float32]{Weights: at(9, -0x1p-149), Mask: all}, want: loss.ErrWeights, text: "Weights[9] is -1e-45"},
		"weight NaN":        {lists: loss.Lists[float32]{Weights: at(0, nan)}, want: loss.ErrWeights, text: "Weights[0] is NaN"},
		"weight infinite":   {lists: loss.Lists[float32]{Weights: at(7, inf), Mask: masked}, want: loss.ErrWeights, text: "Weights[7] is +Inf"},
		"weight masked":     {lists: loss.Lists[float32]{Weights: at(4, nan), Mask: masked}},
		"relevance masked":  {lists: loss.Lists[float32]{Relevance: at(4, -1), Mask: masked, Lambda: &loss.Lambda{}}},
		"gain masked":       {lists: loss.Lists[float32]{Relevance: at(4, 5), Mask: masked, Lambda: gain(nan)}},
		"TopK negative":     {lists: loss.Lists[float32]{Lambda: &loss.Lambda{TopK: -1}}, want: loss.ErrLambda, text: "TopK is -1"},
		"relevance below 0": {lists: loss.Lists[float32]{Relevance: at(2, -1), Lambda: &loss.Lambda{}}, want: loss.ErrLambda, text: "Relevance[2] is -1, its gain -0.5"},
		"relevance -Inf":    {lists: loss.Lists[float32]{Relevance: at(2, -inf), Lambda: &loss.Lambda{}}, want: loss.ErrLambda, text: "Relevance[2] is -Inf, its gain -1"},
		"relevance large":   {lists: loss.Lists[float32]{Relevance: at(8, 1024), Lambda: &loss.Lambda{}}, want: loss.ErrLambda, text: "Relevance[8] is 1024, its gain +Inf"},
		"relevance +Inf":    {lists: loss.Lists[float32]{Relevance: at(8, inf), Lambda: &loss.Lambda{}}, want: loss.ErrLambda, text: "its gain +Inf"},
		"gain negative":     {lists: loss.Lists[float32]{Relevance: at(6, 5), Lambda: gain(-1)}, want: loss.ErrLambda, text: "Relevance[6] is 5, its gain -1"},
		"gain NaN":          {lists: loss.Lists[float32]{Relevance: at(6, 5), Lambda: gain(nan), Mask: masked}, want: loss.ErrLambda, text: "its gain NaN"},
		"gain infinite":     {lists: loss.Lists[float32]{Relevance: at(6, 5), Lambda: gain(inf)}, want: loss.ErrLambda, text: "its gain +Inf"},
	} {
		t.Run(name, func(t *testing.T) {
			c.lists.Scores = x()
			if c.lists.Relevance == nil {
				c.lists.Relevance = x()
			}
			grad, dst := slices.Repeat([]float32{7}, 10), []float64{7}
			for _, r := range []loss.Reduction{loss.Mean, loss.Sum} {
				criterion := loss.MarginRanking[float32]{Margin: 1, Reduction: r}
				_, _, err := criterion.ForwardLists(c.lists)
				_, _, fused := criterion.ForwardBackwardLists(grad, c.lists, 1)
				_, none := criterion.ForwardListsNone(dst, c.lists)
				for _, err := range []error{err, fused, none} {
					require.ErrorIs(t, err, c.want)
					if c.want != nil {
						assert.ErrorContains(t, err, c.text)
					}
				}
			}
			if c.want != nil {
				assert.Equal(t, slices.Repeat([]float32{7}, 10), grad)
				assert.Equal(t, []float64{7}, dst)
			}
		})
	}
}

// ForwardListsNone has errors of its own: of its output, and not of the reduction.
func TestListsNoneErrors(t *testing.T) {
	memory := make([]float64, 20)
	l := loss.Lists[float64]{Scores: memory[:3], Relevance: []float32{0, 1, 2}, Offsets: []int{0, 1, 2, 3}, Weights: []float32{1, 2, 3}}
	weights := unsafe.Slice((*float64)(unsafe.Pointer(unsafe.SliceData(make([]float32, 6)))), 3)
	for name, c := range map[string]struct {
		dst   []float64
		lists func(l *loss.Lists[float64])
		want  error
		text  string
	}{
		"dst nil":           {want: loss.ErrLength, text: "dst has length 0, not 3 as there are lists"},
		"dst short":         {dst: make([]float64, 2), want: loss.ErrLength, text: "dst has length 2"},
		"dst long":          {dst: make([]float64, 4), want: loss.ErrLength, text: "dst has length 4"},
		"dst of one list":   {dst: make([]float64, 3), lists: func(l *loss.Lists[float64]) { l.Offsets = nil }, want: loss.ErrLength, text: "not 1 as there are lists"},
		"dst is the scores": {dst: memory[:3]},
		"dst on scores":     {dst: memory[2:5], want: loss.ErrOverlap, text: "dst and a part of Scores"},
		"dst on weights": {dst: weights, lists: func(l *loss.Lists[float64]) {
			l.Weights = unsafe.Slice((*float32)(unsafe.Pointer(unsafe.SliceData(weights))), 3)
		}, want: loss.ErrOverlap, text: "dst and Weights"},
		"offsets": {dst: make([]float64, 3), lists: func(l *loss.Lists[float64]) { l.Offsets = []int{0, 1, 2, 4} }, want: loss.ErrOffsets, text: "Offsets[3]"},
	} {
		for _, r := range []loss.Reduction{loss.Mean, loss.Sum, loss.None, 77} {
			l := l
			if c.lists != nil {
				c.lists(&l)
			}
			_, err := loss.MarginRanking[float64]{Reduction: r}.ForwardListsNone(c.dst, l)
			require.ErrorIs(t, err, c.want, name)
			if c.want != nil {
				assert.ErrorContains(t, err, c.text, name)
			}
		}
	}
	_, err := loss.MarginRanking[float64]{Boundary: 2}.ForwardListsNone(make([]float64, 3), l)
	assert.ErrorIs(t, err, loss.ErrBoundary)
}

// Weights that gradients would overwrite are an error, too.
func TestListWeightsOverlap(t *testing.T) {
	weights := []float32{1, 2}
	_, _, err := loss.MarginRanking[float32]{}.ForwardBackwardLists(weights, loss.Lists[float32]{Scores: make([]float32, 2), Relevance: make([]float32, 2), Weights: weights}, 1)
	assert.ErrorIs(t, err, loss.ErrOverlap)
	assert.ErrorContains(t, err, "grad and Weights")
	assert.Equal(t, []float32{1, 2}, weights)
}

// A squaredKind is a kind of weights for weigh, with the squares of hinges. The last one has no weights.
var squaredKinds = []int{0, 1, 5, -1}

// weigh gives lists weights of a kind: of items, of ranks, both, or of each list. A negative kind gives none.
func weigh[T loss.Float](l loss.Lists[T], kind int) loss.Lists[T] {
	if kind < 0 {
		return l
	}
	r := rand.New(rand.NewPCG(uint64(len(l.Scores)), 11))
	if kind%3 != 1 {
		l.Weights = make([]float32, len(l.Scores))
		for i := range l.Weights {
			l.Weights[i] = r.Float32()
		}
	}
	if kind%3 != 0 {
		l.Lambda = &loss.Lambda{TopK: []int{0, 10}[kind%2]}
	}
	l.PerList = kind > 2
	return l
}

// The number of workers changes no bit, nor does the tier, nor the order of the lists, nor that a list is part of a larger call.
func TestWeightedListWorkers(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(4, runtime.NumCPU())))
	defer share.Eager(4)()
	t.Run("float32", func(t *testing.T) { testWeightedListWorkers(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { testWeightedListWorkers(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { testWeightedListWorkers(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { testWeightedListWorkers(t, losstest.BFloat16) })
}

func testWeightedListWorkers[T loss.Float](t *testing.T, d losstest.DType[T]) {
	for kind := range 6 {
		testWorkersOfKind(t, d, 1, kind)
	}
	for i, kind := range squaredKinds {
		if i == 0 || !testing.Short() {
			testWorkersOfKind(t, d, 2, kind)
		}
	}
}

func testWorkersOfKind[T loss.Float](t *testing.T, d losstest.DType[T], p, kind int) {
	counts := []int{1, 2, 1000, loss.AllProcessors}
	if testing.Short() {
		counts = counts[:2]
	}
	const n = 140_000
	l := weigh(manyLists(d, n), kind)
	var want []T
	var wanted [2]any
	var values []float64
	for k, tier := range losstest.Tiers() {
		for _, workers := range counts[:max(1, len(counts)-3*k)] {
			grad, dst := make([]T, n), make([]float64, len(l.Offsets)-1)
			c := on(tier, loss.MarginRanking[T]{Margin: 0.1, P: p, Workers: workers})
			value, stats, err := c.ForwardBackwardLists(grad, l, 0.7)
			require.NoError(t, err)
			again, err := c.ForwardListsNone(dst, l)
			require.NoError(t, err)
			require.Equal(t, stats, again)
			got := [2]any{math.Float64bits(value), stats}
			if want == nil {
				want, wanted, values = grad, got, dst
			}
			require.Equal(t, wanted, got, "%v, %d workers", tier, workers)
			require.Equal(t, want, grad, "%v, %d workers", tier, workers)
			require.Equal(t, values, dst, "%v, %d workers", tier, workers)
		}
	}
	reversed := loss.Lists[T]{Offsets: []int{0}, Lambda: l.Lambda, PerList: l.PerList}
	for k := len(l.Offsets) - 1; k > 0; k-- {
		lo, hi := l.Offsets[k-1], l.Offsets[k]
		one := loss.Lists[T]{Scores: l.Scores[lo:hi], Relevance: l.Relevance[lo:hi], Mask: l.Mask[lo:hi], Lambda: l.Lambda, PerList: l.PerList}
		if l.Weights != nil {
			one.Weights = l.Weights[lo:hi]
		}
		r := loss.Sum
		if l.PerList {
			r = loss.Mean
		}
		alone, _, err := loss.MarginRanking[T]{Margin: 0.1, P: p, Reduction: r}.ForwardLists(one)
		require.NoError(t, err)
		require.Equal(t, values[k-1], alone, "list %d", k-1)
		reversed.Scores = append(reversed.Scores, one.Scores...)
		reversed.Relevance = append(reversed.Relevance, one.Relevance...)
		reversed.Mask = append(reversed.Mask, one.Mask...)
		reversed.Weights = append(reversed.Weights, one.Weights...)
		reversed.Offsets = append(reversed.Offsets, len(reversed.Scores))
	}
	value, stats, err := loss.MarginRanking[T]{Margin: 0.1, P: p}.ForwardLists(reversed)
	require.NoError(t, err)
	require.Equal(t, wanted, [2]any{math.Float64bits(value), stats}, "in another order")
}

// Gradients may take the place of the scores.
func TestWeightedListsInPlace(t *testing.T) {
	for _, n := range []int{10, 3000, 200_000} {
		for kind := range 3 {
			l := weigh(manyLists(losstest.Float32, n), kind)
			want := make([]float32, n)
			c := loss.MarginRanking[float32]{Margin: 1, P: 1 + kind/2, Workers: 2}
			value, _, err := c.ForwardBackwardLists(want, l, 1)
			require.NoError(t, err)
			got, _, err := c.ForwardBackwardLists(l.Scores, l, 1)
			require.NoError(t, err)
			require.Equal(t, value, got)
			require.Equal(t, want, l.Scores)
		}
	}
}

// Weights of 1 count pairs: losses and gradients are those without weights, but for rounding. The numbers of pairs are always those.
func TestWeightsOfOne(t *testing.T) {
	for _, n := range []int{5, 40, 500, 20_000} {
		l := manyLists(losstest.Float64, n)
		for _, r := range []loss.Reduction{loss.Sum, loss.Mean} {
			c := loss.MarginRanking[float64]{Margin: 0.5, Reduction: r}
			want, wanted := make([]float64, n), make([]float64, n)
			value, stats, err := c.ForwardBackwardLists(want, l, 1)
			require.NoError(t, err)
			ones := l
			ones.Weights = slices.Repeat([]float32{1}, n)
			got, counted, err := c.ForwardBackwardLists(wanted, ones, 1)
			require.NoError(t, err)
			assert.Equal(t, stats, counted)
			assert.InEpsilon(t, value, got, 1e-12)
			assert.InDeltaSlice(t, want, wanted, 1e-12*float64(n))
			for i := range ones.Weights {
				ones.Weights[i] = float32(i % 3)
			}
			ones.Lambda = &loss.Lambda{TopK: 2}
			_, counted, err = c.ForwardLists(ones)
			require.NoError(t, err)
			assert.Equal(t, stats, counted)
		}
	}
}

// A list that weighs nothing adds nothing, whatever its scores are; neither is it one of the lists of a mean.
func TestListsThatWeighNothing(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for name, l := range map[string]loss.Lists[float64]{
		"no weights":       {Scores: []float64{nan, 1, inf}, Relevance: []float32{1, 2, 3}, Weights: make([]float32, 3)},
		"weight of lowest": {Scores: []float64{nan, inf, inf}, Relevance: []float32{1, 2, 3}, Weights: []float32{5, 0, 0}},
		"no gain":          {Scores: []float64{nan, -inf, inf}, Relevance: []float32{1, 2, 3}, Lambda: &loss.Lambda{Gain: func(float32) float64 { return 0 }}},
		"equal gains":      {Scores: []float64{nan, -inf, inf}, Relevance: []float32{1, 2, 3}, Lambda: &loss.Lambda{Gain: func(float32) float64 { return 2 }}},
		"behind the cut":   {Scores: []float64{nan, nan, inf}, Relevance: []float32{1, 2, 3}, Mask: []bool{true, true, true}, Weights: []float32{0, 0, 0}, Lambda: &loss.Lambda{TopK: 1}},
	} {
		for _, perList := range []bool{false, true} {
			for _, r := range []loss.Reduction{loss.Sum, loss.Mean} {
				l := l
				l.PerList = perList
				grad := []float64{7, 7, 7}
				value, stats, err := loss.MarginRanking[float64]{Margin: 1, Reduction: r}.ForwardBackwardLists(grad, l, nan)
				require.NoError(t, err, name)
				assert.Equal(t, int64(3), stats.Pairs, name)
				assert.Equal(t, math.Float64bits(0), math.Float64bits(value), name)
				assert.Equal(t, make([]float64, 3), grad, name)

				// Beside a list with one pair.
				l.Scores, l.Relevance, l.Offsets = append(slices.Clone(l.Scores), 1, 1), append(slices.Clone(l.Relevance), 0, 1), []int{0, 3, 5}
				if l.Weights != nil {
					l.Weights = append(slices.Clone(l.Weights), 1, 1)
				}
				if l.Mask != nil {
					l.Mask = append(slices.Clone(l.Mask), true, true)
				}
				l.Lambda = nil
				if l.Weights == nil {
					continue
				}
				value, _, err = loss.MarginRanking[float64]{Margin: 1, Reduction: r}.ForwardLists(l)
				require.NoError(t, err, name)
				assert.Equal(t, 1.0, value, name)
			}
		}
	}
}

// A list of a million with lambda weights: a level each, or five, against sums that are known.
func TestLongWeightedList(t *testing.T) {
	const n = 1 << 20
	l := loss.Lists[float32]{Scores: make([]float32, n), Relevance: make([]float32, n), Weights: make([]float32, n)}
	for i := range n {
		l.Scores[i], l.Relevance[i], l.Weights[i] = float32(i), float32(n-i), float32(1+i%2) // all wrong
	}
	grad := make([]float32, n)
	sum, stats, err := loss.MarginRanking[float32]{Margin: 1, Reduction: loss.Sum}.ForwardBackwardLists(grad, l, 1)
	require.NoError(t, err)
	assert.Equal(t, int64(n)*(n-1)/2, stats.Active)
	// Item i is the lower one of i pairs with weights that alternate, and the higher one of n-1-i.
	want := 0.0
	for i := range n {
		weight, below := float64(1+i%2), float64(i/2*3+i%2)
		require.Equal(t, float32(below-weight*float64(n-1-i)), grad[i], i)
		m := float64(n - 1 - i)
		want += weight * (m + m*(m+1)/2)
	}
	assert.InEpsilon(t, want, sum, 1e-12)

	// Relevance 1 for every second item, and margin 0.5: the pairs that are active are wrong ones.
	for i := range l.Relevance {
		l.Relevance[i] = float32(i % 2)
	}
	l.Weights, l.Lambda = nil, &loss.Lambda{Gain: func(r float32) float64 { return float64(r) }}
	criterion := loss.MarginRanking[float32]{Margin: 0.5, Reduction: loss.Sum}
	sum, _, err = criterion.ForwardBackwardLists(grad, l, 1)
	require.NoError(t, err)
	discount := func(i int) float64 { return 1 / math.Log2(float64(1+n-i)) }
	ideal := 0.0
	for rank := 1; rank <= n/2; rank++ {
		ideal += 1 / math.Log2(float64(1+rank))
	}
	// Item i of relevance 1 has the partners i+1, i+3, ...
	count, discounts, scores, both := 0.0, 0.0, 0.0, 0.0
	want = 0
	for i := n - 1; i >= 0; i-- {
		if i%2 == 0 {
			count, discounts, scores, both = count+1, discounts+discount(i), scores+float64(i), both+discount(i)*float64(i)
			continue
		}
		d, s := discount(i), 0.5-float64(i)
		want += (both + s*discounts - d*scores - d*s*count) / ideal
	}
	assert.InEpsilon(t, want, sum, 1e-8) // of the sums here
}

// The bits of weighted lists, on every machine.
func TestSameWeightedListsEverywhere(t *testing.T) {
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		kinds := []int{0, 1, 2, 3, 4, 5}
		assert.Equal(t, uint64(0xb6fcc3daadf26dd2), weightedDigest(t, tier, losstest.Float32, 1, kinds), "float32")
		assert.Equal(t, uint64(0xd64a57af0c57e8af), weightedDigest(t, tier, losstest.Float64, 1, kinds), "float64")
		assert.Equal(t, uint64(0xdc18cefebb799ca4), weightedDigest(t, tier, losstest.Float16, 1, kinds), "float16")
		assert.Equal(t, uint64(0x9ecdf42db68d7432), weightedDigest(t, tier, losstest.BFloat16, 1, kinds), "bfloat16")
	})
}

// The same of squares.
func TestSameSquaredListsEverywhere(t *testing.T) {
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		assert.Equal(t, uint64(0xe7e1a0d84569a30f), weightedDigest(t, tier, losstest.Float32, 2, squaredKinds), "float32")
		assert.Equal(t, uint64(0xa38cac34e30b3575), weightedDigest(t, tier, losstest.Float64, 2, squaredKinds), "float64")
		assert.Equal(t, uint64(0x8b185625fa7f5ac5), weightedDigest(t, tier, losstest.Float16, 2, squaredKinds), "float16")
		assert.Equal(t, uint64(0x54df356dccf8eede), weightedDigest(t, tier, losstest.BFloat16, 2, squaredKinds), "bfloat16")
	})
}

func weightedDigest[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T], p int, kinds []int) uint64 {
	add, sum := newDigest()
	for _, n := range []int{1, 20, 3000} {
		for _, kind := range kinds {
			l := weigh(manyLists(d, n), kind)
			for i, margin := range losstest.Margins {
				for _, r := range []loss.Reduction{loss.Sum, loss.Mean} {
					grad, dst := make([]T, n), make([]float64, len(l.Offsets)-1)
					c := on(tier, loss.MarginRanking[T]{Margin: margin, P: p, Reduction: r})
					value, stats, err := c.ForwardBackwardLists(grad, l, []float64{1, 0.3, math.Inf(1)}[i%3])
					require.NoError(t, err)
					_, err = c.ForwardListsNone(dst, l)
					require.NoError(t, err)
					add(math.Float64bits(value))
					add(uint64(stats.Active))
					add(uint64(stats.Pairs))
					for _, g := range grad {
						add(d.Bits(g))
					}
					for _, v := range dst {
						add(math.Float64bits(v))
					}
				}
			}
		}
	}
	return sum()
}

// Scores and weights that make sums hard: on the rounding edge of the margin, of far apart magnitudes.
func TestWeightedAdversaries(t *testing.T) {
	t.Parallel()
	t.Run("float32", func(t *testing.T) { t.Parallel(); testWeightedAdversaries(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { t.Parallel(); testWeightedAdversaries(t, losstest.Float64) })
}

func testWeightedAdversaries[T loss.Float](t *testing.T, d losstest.DType[T]) {
	scores := map[string]func(r *rand.Rand, i int) float64{
		"edge":       func(r *rand.Rand, i int) float64 { return 0.1*float64(i%7) + math.Ldexp(float64(r.IntN(3)-1), -25) },
		"all equal":  func(*rand.Rand, int) float64 { return 0.3 },
		"two scores": func(r *rand.Rand, i int) float64 { return 0.1 * float64(r.IntN(2)) },
		"far":        func(r *rand.Rand, i int) float64 { return 1e6 + 1e-3*r.Float64() + 0.1*float64(i%3) },
		"cancel":     func(r *rand.Rand, i int) float64 { return []float64{0.1, -1e-9, 1e-20 * float64(i), 1e-20}[i%4] },
		"spread":     func(r *rand.Rand, i int) float64 { return math.Ldexp(r.NormFloat64(), r.IntN(60)-50) },
		"in order":   func(r *rand.Rand, i int) float64 { return 0.1 * float64(i) },
		"overflow": func(r *rand.Rand, i int) float64 {
			return []float64{1e307, 1e150, 3, 2, 0.003, -1, -1e130, -1e307}[i*7%8] * (1 + r.Float64()*float64(i%2))
		},
		"tiny": func(r *rand.Rand, i int) float64 { return math.Ldexp(r.NormFloat64(), r.IntN(70)-1080) },
	}
	grades := map[string]func(r *rand.Rand, i int) float32{
		"five":      func(r *rand.Rand, i int) float32 { return float32(r.IntN(5)) },
		"different": func(r *rand.Rand, i int) float32 { return float32(i*7919%1009) / 64 },
		"nearly":    func(r *rand.Rand, i int) float32 { return 1 + float32(i%1009)*0x1p-23 },
		"one above": func(r *rand.Rand, i int) float32 {
			return float32(max(0, i-8) / max(1, i-8) * (i % 2) * ((i + 1) % 3 / 2))
		},
		"twenty": func(r *rand.Rand, i int) float32 { return float32(r.IntN(20)) },
	}
	for name, score := range scores {
		for grade, relevance := range grades {
			for _, n := range []int{20, 64, 65, 330} {
				if testing.Short() && n > 100 {
					continue
				}
				for kind := range 3 {
					if n > 300 && kind != 1 {
						continue
					}
					r := rand.New(rand.NewPCG(uint64(n), uint64(kind)))
					c := losstest.ListCase[T]{Margin: []float64{0.1, 0.1, 0.2, 0, -0.1}[(n+kind)%5], Boundary: loss.Boundary(n % 2), Upstream: 1}
					c.Name = fmt.Sprintf("%d items, %s, grades %s, kind %d", n, name, grade, kind)
					for i := range n {
						c.Lists.Scores = append(c.Lists.Scores, d.Element(d.Round(score(r, i))))
						c.Lists.Relevance = append(c.Lists.Relevance, relevance(r, i))
						c.Lists.Weights = append(c.Lists.Weights, float32(math.Ldexp(1+r.Float64(), r.IntN(201)-100)))
					}
					if kind > 0 {
						c.Lists.Lambda = &loss.Lambda{}
					}
					if kind > 1 {
						c.Lists.Weights = nil
					}
					for p := 1; p <= 2; p++ {
						compareWeighted(t, d, weightedCase[T]{c, false, p})
					}
				}
			}
		}
	}
}
