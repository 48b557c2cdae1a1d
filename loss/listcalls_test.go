package loss_test

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/internal/share"
	"github.com/marginrank/marginrank/loss"
)

// An invalid call for lists returns its error and writes nothing.
func TestListErrors(t *testing.T) {
	memory := make([]float32, 40)
	at := func(lo int) []float32 { return memory[lo : lo+10] }
	x := func() []float32 { return make([]float32, 10) }
	nan := x()
	nan[7] = float32(math.NaN())
	mask := make([]bool, 40)

	for name, c := range map[string]struct {
		lists loss.Lists[float32]
		grad  []float32
		want  error
		text  string
		only  bool // with gradients
	}{
		"relevance short":    {lists: loss.Lists[float32]{Scores: x(), Relevance: x()[:9]}, want: loss.ErrLength, text: "Relevance has length 9, Scores has length 10"},
		"relevance absent":   {lists: loss.Lists[float32]{Scores: x()}, want: loss.ErrLength, text: "Relevance has length 0"},
		"scores absent":      {lists: loss.Lists[float32]{Relevance: x()}, want: loss.ErrLength, text: "Relevance has length 10, Scores has length 0"},
		"mask long":          {lists: loss.Lists[float32]{Scores: x(), Relevance: x(), Mask: mask[:11]}, want: loss.ErrLength, text: "Mask has length 11"},
		"mask empty":         {lists: loss.Lists[float32]{Scores: x(), Relevance: x(), Mask: mask[:0]}, want: loss.ErrLength, text: "Mask has length 0"},
		"grad nil":           {lists: loss.Lists[float32]{Scores: x(), Relevance: x()}, want: loss.ErrLength, text: "grad has length 0, Scores has length 10", only: true},
		"grad short":         {lists: loss.Lists[float32]{Scores: x(), Relevance: x()}, grad: x()[:9], want: loss.ErrLength, text: "grad has length 9", only: true},
		"offsets empty":      {lists: loss.Lists[float32]{Scores: x(), Relevance: x(), Offsets: []int{}}, want: loss.ErrOffsets, text: "Offsets is empty"},
		"offsets from 1":     {lists: loss.Lists[float32]{Scores: x(), Relevance: x(), Offsets: []int{1, 10}}, want: loss.ErrOffsets, text: "Offsets[0] is 1, not 0"},
		"offsets decreasing": {lists: loss.Lists[float32]{Scores: x(), Relevance: x(), Offsets: []int{0, 5, 4, 10}}, want: loss.ErrOffsets, text: "Offsets[2] is 4, less than the 5 before"},
		"offsets negative":   {lists: loss.Lists[float32]{Scores: x(), Relevance: x(), Offsets: []int{0, -1, 10}}, want: loss.ErrOffsets, text: "Offsets[1] is -1"},
		"offsets too few":    {lists: loss.Lists[float32]{Scores: x(), Relevance: x(), Offsets: []int{0}}, want: loss.ErrOffsets, text: "Offsets[0], the last one, is 0, Scores has length 10"},
		"offsets short":      {lists: loss.Lists[float32]{Scores: x(), Relevance: x(), Offsets: []int{0, 9}}, want: loss.ErrOffsets, text: "Offsets[1], the last one, is 9"},
		"offsets long":       {lists: loss.Lists[float32]{Scores: x(), Relevance: x(), Offsets: []int{0, 11}}, want: loss.ErrOffsets, text: "Offsets[1], the last one, is 11"},
		"offsets wrap":       {lists: loss.Lists[float32]{Scores: x(), Relevance: x(), Offsets: []int{0, math.MaxInt, 10}}, want: loss.ErrOffsets, text: "Offsets[2] is 10, less"},
		"relevance NaN":      {lists: loss.Lists[float32]{Scores: x(), Relevance: nan}, grad: x(), want: loss.ErrRelevance, text: "Relevance[7] is NaN"},
		"grad on scores":     {lists: loss.Lists[float32]{Scores: at(0), Relevance: x()}, grad: at(9), want: loss.ErrOverlap, text: "grad and a part of Scores", only: true},
		"grad on relevance":  {lists: loss.Lists[float32]{Scores: x(), Relevance: at(3)}, grad: at(3), want: loss.ErrOverlap, text: "grad and Relevance", only: true},
		"grad on mask": {
			lists: loss.Lists[float32]{Scores: x(), Relevance: x(), Mask: mask[:10]}, grad: unsafe.Slice((*float32)(unsafe.Pointer(&mask[0])), 10),
			want: loss.ErrOverlap, text: "grad and Mask", only: true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, s := range [][]float32{memory, c.grad, c.lists.Scores} {
				if !(c.want == loss.ErrOverlap && unsafe.SliceData(s) == (*float32)(unsafe.Pointer(&mask[0]))) {
					for i := range s {
						s[i] = 7
					}
				}
			}
			before, beforeGrad := slices.Clone(memory), slices.Clone(c.grad)
			for _, r := range []loss.Reduction{loss.Mean, loss.Sum} {
				criterion := loss.MarginRanking[float32]{Margin: 1, Reduction: r}
				if !c.only {
					_, _, err := criterion.ForwardLists(c.lists)
					require.ErrorIs(t, err, c.want)
					assert.ErrorContains(t, err, c.text)
				}
				grad := c.grad
				if grad == nil && !c.only {
					grad = make([]float32, len(c.lists.Scores))
				}
				value, stats, err := criterion.ForwardBackwardLists(grad, c.lists, 1)
				require.ErrorIs(t, err, c.want)
				assert.ErrorContains(t, err, c.text)
				assert.Zero(t, value)
				assert.Zero(t, stats)
			}
			assert.Equal(t, before, memory)
			assert.Equal(t, beforeGrad, c.grad)
		})
	}
	for _, r := range []loss.Reduction{loss.None, 3, 255} {
		criterion := loss.MarginRanking[float32]{Reduction: r}
		_, _, err := criterion.ForwardLists(loss.Lists[float32]{Scores: x(), Relevance: x()})
		assert.ErrorIs(t, err, loss.ErrReduction)
		_, _, err = criterion.ForwardBackwardLists(x(), loss.Lists[float32]{Scores: x(), Relevance: x()}, 1)
		assert.ErrorIs(t, err, loss.ErrReduction)
	}
}

// Offsets that gradients would overwrite are an error, too.
func TestListOffsetsOverlap(t *testing.T) {
	offsets := []int{0, 2}
	grad := unsafe.Slice((*float32)(unsafe.Pointer(&offsets[0])), 2)
	_, _, err := loss.MarginRanking[float32]{}.ForwardBackwardLists(grad, loss.Lists[float32]{Scores: make([]float32, 2), Relevance: make([]float32, 2), Offsets: offsets}, 1)
	assert.ErrorIs(t, err, loss.ErrOverlap)
	assert.Equal(t, []int{0, 2}, offsets)
}

// Without pairs the loss is 0, and so are the gradients.
func TestListsWithoutPairs(t *testing.T) {
	nan := math.NaN()
	for name, l := range map[string]loss.Lists[float64]{
		"nothing":          {},
		"no list":          {Offsets: []int{0}},
		"empty lists":      {Offsets: []int{0, 0, 0}},
		"one item":         {Scores: []float64{nan}, Relevance: []float32{1}},
		"one item a list":  {Scores: []float64{1, 2}, Relevance: []float32{1, 2}, Offsets: []int{0, 1, 2}},
		"equal relevance":  {Scores: []float64{1, nan, math.Inf(1)}, Relevance: []float32{0, 0, float32(math.Copysign(0, -1))}},
		"all left out":     {Scores: []float64{1, 2}, Relevance: []float32{1, float32(nan)}, Mask: make([]bool, 2)},
		"all but one left": {Scores: []float64{1, 2}, Relevance: []float32{1, 2}, Mask: []bool{false, true}},
	} {
		for _, r := range []loss.Reduction{loss.Mean, loss.Sum} {
			for _, margin := range []float64{1, math.Inf(1), nan} {
				grad := make([]float64, len(l.Scores))
				for i := range grad {
					grad[i] = 7
				}
				value, stats, err := loss.MarginRanking[float64]{Margin: margin, Reduction: r}.ForwardBackwardLists(grad, l, nan)
				require.NoError(t, err, name)
				assert.Zero(t, stats, name)
				assert.Equal(t, math.Float64bits(0), math.Float64bits(value), name)
				assert.Equal(t, make([]float64, len(grad)), grad, name)
			}
		}
	}
}

// manyLists are long enough to be shared out.
func manyLists[T loss.Float](d losstest.DType[T], n int) loss.Lists[T] {
	r := rand.New(rand.NewPCG(uint64(n), 9))
	l := loss.Lists[T]{Offsets: []int{0}}
	for len(l.Scores) < n {
		length := []int{0, 1, 15, 100, 700, 9000}[r.IntN(6)]
		length = min(length, n-len(l.Scores))
		for range length {
			l.Scores = append(l.Scores, d.Element(d.Round(losstest.Ordinary(r))))
			l.Relevance = append(l.Relevance, float32(r.IntN(5)))
			l.Mask = append(l.Mask, r.IntN(9) > 0)
		}
		l.Offsets = append(l.Offsets, len(l.Scores))
	}
	return l
}

// The number of workers changes no bit, nor does the tier, nor the order of the lists.
func TestListWorkers(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(4, runtime.NumCPU())))
	defer share.Eager(4)()
	t.Run("float32", func(t *testing.T) { testListWorkers(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { testListWorkers(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { testListWorkers(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { testListWorkers(t, losstest.BFloat16) })
}

func testListWorkers[T loss.Float](t *testing.T, d losstest.DType[T]) {
	lengths, counts := []int{128 << 10, 128<<10 + 1, 150_000}, []int{1, 2, 3, 1000, 0, loss.AllProcessors}
	if testing.Short() {
		lengths, counts = lengths[1:2], counts[:2]
	}
	for _, n := range lengths {
		l := manyLists(d, n)
		var want []T
		var wanted [2]any
		for _, tier := range losstest.Tiers() {
			for _, workers := range counts {
				grad := make([]T, n)
				c := loss.MarginRanking[T]{Margin: 0.1, Workers: workers}
				value, stats, err := on(tier, c).ForwardBackwardLists(grad, l, 0.7)
				require.NoError(t, err)
				got := [2]any{math.Float64bits(value), stats}
				if want == nil {
					want, wanted = grad, got
				}
				require.Equal(t, wanted, got, "%v, %d workers", tier, workers)
				require.Equal(t, want, grad, "%v, %d workers", tier, workers)
			}
		}
		reversed := loss.Lists[T]{Offsets: []int{0}}
		for k := len(l.Offsets) - 1; k > 0; k-- {
			lo, hi := l.Offsets[k-1], l.Offsets[k]
			reversed.Scores = append(reversed.Scores, l.Scores[lo:hi]...)
			reversed.Relevance = append(reversed.Relevance, l.Relevance[lo:hi]...)
			reversed.Mask = append(reversed.Mask, l.Mask[lo:hi]...)
			reversed.Offsets = append(reversed.Offsets, len(reversed.Scores))
		}
		value, stats, err := loss.MarginRanking[T]{Margin: 0.1}.ForwardLists(reversed)
		require.NoError(t, err)
		require.Equal(t, wanted, [2]any{math.Float64bits(value), stats}, "in another order")
	}
}

// Gradients may take the place of the scores.
func TestListsInPlace(t *testing.T) {
	for _, n := range []int{10, 3000, 200_000} {
		l := manyLists(losstest.Float32, n)
		want := make([]float32, n)
		value, _, err := loss.MarginRanking[float32]{Margin: 1}.ForwardBackwardLists(want, l, 1)
		require.NoError(t, err)
		got, _, err := loss.MarginRanking[float32]{Margin: 1}.ForwardBackwardLists(l.Scores, l, 1)
		require.NoError(t, err)
		require.Equal(t, value, got)
		require.Equal(t, want, l.Scores)
	}
}

// Calls at the same time give what they give one after the other.
func TestConcurrentLists(t *testing.T) {
	var group sync.WaitGroup
	for _, n := range []int{20, 1000, 150_000} {
		l := manyLists(losstest.Float32, n)
		c := loss.MarginRanking[float32]{Margin: 0.1, Workers: 3}
		want := make([]float32, n)
		value, stats, err := c.ForwardBackwardLists(want, l, 1)
		require.NoError(t, err)
		for range 4 {
			group.Go(func() {
				for range 3 {
					grad := make([]float32, n)
					v, s, err := c.ForwardBackwardLists(grad, l, 1)
					if err != nil || v != value || s != stats || !slices.Equal(grad, want) {
						t.Errorf("%d items: %v, %v, %v", n, v, s, err)
					}
				}
			})
		}
	}
	group.Wait()
}

// Named types are what they are made of.
func TestNamedLists(t *testing.T) {
	l := manyLists(losstest.Float32, 500)
	named := loss.Lists[score]{Relevance: l.Relevance, Offsets: l.Offsets, Mask: l.Mask}
	for _, s := range l.Scores {
		named.Scores = append(named.Scores, score(s))
	}
	want, wanted, err := loss.MarginRanking[float32]{Margin: 1}.ForwardLists(l)
	require.NoError(t, err)
	got, stats, err := loss.MarginRanking[score]{Margin: 1}.ForwardLists(named)
	require.NoError(t, err)
	assert.Equal(t, want, got)
	assert.Equal(t, wanted, stats)
}

// A list of a million: counts and value are those of an order that is known.
func TestLongList(t *testing.T) {
	const n = 1 << 20
	l := loss.Lists[float32]{Scores: make([]float32, n), Relevance: make([]float32, n)}
	for i := range n {
		l.Scores[i], l.Relevance[i] = float32(i), float32(n-i) // all wrong, and a level each
	}
	grad := make([]float32, n)
	sum, stats, err := loss.MarginRanking[float32]{Margin: 1, Reduction: loss.Sum}.ForwardBackwardLists(grad, l, 1)
	require.NoError(t, err)
	pairs := int64(n) * (n - 1) / 2
	assert.Equal(t, loss.ListStats{Pairs: pairs, Active: pairs}, stats)
	for i, g := range grad { // lower than i by relevance: those of higher scores
		require.Equal(t, float32(i-(n-1-i)), g, i)
	}
	// The distance d occurs n-d times: the sum of (1+d)(n-d).
	want := 0.0
	for d := 1; d < n; d++ {
		want += float64(1+d) * float64(n-d)
	}
	assert.InEpsilon(t, want, sum, 1e-12)
}

// The bits of lists, on every machine.
func TestSameListsEverywhere(t *testing.T) {
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		assert.Equal(t, uint64(0x384649d270ab1343), listDigest(t, tier, losstest.Float32), "float32")
		assert.Equal(t, uint64(0x9cedf06e1e96453d), listDigest(t, tier, losstest.Float64), "float64")
		assert.Equal(t, uint64(0x3783e40bd52f0430), listDigest(t, tier, losstest.Float16), "float16")
		assert.Equal(t, uint64(0x9ac7f4ede4d2b6ed), listDigest(t, tier, losstest.BFloat16), "bfloat16")
	})
}

func listDigest[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) uint64 {
	add, sum := newDigest()
	for _, n := range []int{1, 20, 3000} {
		l := manyLists(d, n)
		for i, margin := range losstest.Margins {
			for _, r := range []loss.Reduction{loss.Sum, loss.Mean} {
				grad := make([]T, n)
				value, stats, err := on(tier, loss.MarginRanking[T]{Margin: margin, Reduction: r}).ForwardBackwardLists(grad, l, []float64{1, 0.3, math.Inf(1)}[i%3])
				require.NoError(t, err)
				add(math.Float64bits(value))
				add(uint64(stats.Active))
				add(uint64(stats.Pairs))
				for _, g := range grad {
					add(d.Bits(g))
				}
			}
		}
	}
	return sum()
}
