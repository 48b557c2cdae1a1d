package allpairs

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/allpairs/asm"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/exact"
)

// runTiers calls f for every tier with assembly for runs.
func runTiers(t *testing.T, f func(t *testing.T, tier cpuid.Tier)) {
	for _, tier := range cpuid.Tiers {
		if !cpuid.Supported(tier) {
			continue
		}
		if hasRuns(tier) {
			t.Run(tier.String(), func(t *testing.T) { t.Parallel(); f(t, tier) })
			continue
		}
		w := new(workspace[float32])
		w.reset(tier)
		assert.Zero(t, w.runOf([]int{0, 1, 2}))
	}
}

// runOffsets returns the offsets of lists of at most most items each. The first offset is first.
func runOffsets(r *rand.Rand, lists, most, first int) []int {
	offsets := []int{first}
	for range lists {
		offsets = append(offsets, offsets[len(offsets)-1]+r.IntN(most+1))
	}
	return offsets
}

// runKinds returns kinds with additional ones: scores at both ends of the magnitudes that runs add up without
// bins, and beyond.
func runKinds() map[string]func(*rand.Rand) float64 {
	all := map[string]func(*rand.Rand) float64{
		"zeros":    func(r *rand.Rand) float64 { return math.Copysign(0, float64(r.IntN(2))-1) },
		"exact":    func(r *rand.Rand) float64 { return pick(r, 0, 0x1p-36, -0x1p-36, 0x1.fffffep19, -0x1.fffffep19) },
		"small":    func(r *rand.Rand) float64 { return pick(r, 0, 1, -1, 0x1.fffffep-37) },
		"big":      func(r *rand.Rand) float64 { return pick(r, 0, 1, -1, 0x1p20) },
		"infinite": func(r *rand.Rand) float64 { return pick(r, 0, 1, math.Inf(1), math.Inf(-1)) },
		"overflow": func(r *rand.Rand) float64 { return pick(r, 0, 1, math.MaxFloat32, -math.MaxFloat32) },
		"nan":      func(r *rand.Rand) float64 { return pick(r, 0, 1, 2, 3, 4, 5, 6, 7, 8, math.NaN()) },
	}
	for name, kind := range kinds {
		all[name] = kind
	}
	return all
}

func pick(r *rand.Rand, of ...float64) float64 { return of[r.IntN(len(of))] }

// A run has the same results as the sweep of each of its lists, and writes no other counts.
func TestRuns(t *testing.T) { runTiers(t, testRuns) }

func testRuns(t *testing.T, tier cpuid.Tier) {
	const canary, around = math.MinInt32, 16
	inf := float32(math.Inf(1))
	w, v := new(workspace[float32]), new(workspace[float32])
	for name, score := range runKinds() {
		for seed := range uint64(60) {
			r := rand.New(rand.NewPCG(seed, 5))
			offsets := runOffsets(r, 1+r.IntN([]int{2, 20, asm.RunLists}[seed%3]), r.IntN(asm.RunItems+1), r.IntN(99))
			first := offsets[0]
			n := offsets[len(offsets)-1] - first
			l := draw[float32](r, n, []int{1, 2, 5, 40}[r.IntN(4)], false, score)
			if r.IntN(4) == 0 { // differences that overflow, that are subnormal, and those of infinities
				for i := range l.relevance {
					l.relevance[i] = float32(pick(r, 0, 0x1p-149, -0x1p-149, math.MaxFloat32, -math.MaxFloat32, math.Inf(1), math.Inf(-1)))
				}
			}
			margin := []float32{0, 0.5, -0.25, 1e-6, 0x1p100, -0x1p100, math.MaxFloat32, inf, -inf}[r.IntN(9)]
			what := fmt.Sprintf("%s, seed %d, margin %v", name, seed, margin)

			want := make([]int32, n)
			m := limitOf(margin, r.IntN(2) == 0)
			v.reset(cpuid.Portable)
			for k, hi := range offsets[1:] {
				lo, hi := offsets[k]-first, hi-first
				v.sweep(want[lo:hi], &list[float32]{scores: l.scores[lo:hi], relevance: l.relevance[lo:hi]}, m, false)
			}
			sum := math.Float64bits(v.terms.Sum().Float64())
			field := make([]int32, n+2*around)
			for k := range field {
				field[k] = canary
			}
			for _, counts := range [][]int32{nil, field[around : around+n]} {
				w.reset(tier)
				require.Equal(t, len(offsets)-1, w.runOf(offsets), what)
				w.countRun(counts, l.scores, l.relevance, offsets, m)
				require.Equal(t, v.tally, w.tally, what)
				require.Equal(t, sum, math.Float64bits(w.terms.Sum().Float64()), what)
			}
			require.Equal(t, want, field[around:around+n], what)
			for k := range around {
				require.EqualValues(t, canary, field[k], what)
				require.EqualValues(t, canary, field[around+n+k], what)
			}
		}
	}
}

// The sum of a run of the largest length is exact if Exact returns true. Exact returns true for the magnitudes in
// its documentation, and for no others.
func TestRunSums(t *testing.T) { runTiers(t, testRunSums) }

func testRunSums(t *testing.T, tier cpuid.Tier) {
	const n = asm.RunLists * asm.RunItems
	offsets := make([]int, asm.RunLists+1)
	for k := range offsets {
		offsets[k] = k * asm.RunItems
	}
	scores, relevance, counts := make([]float32, n), make([]float32, n), make([]int32, n)
	for i := range n {
		relevance[i] = float32(i % asm.RunItems)
	}
	terms := new(exact.Bins)
	run := func() asm.Run {
		r := runVectors(tier, counts, scores, relevance, offsets, math.MaxFloat32)
		require.Equal(t, asm.RunLists, r.Lists)
		require.EqualValues(t, n/2*(asm.RunItems-1), r.Active)
		return r
	}
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 9))
		sign := r.IntN(2) == 0 // a product's sign is that of its count, or all have one
		alike := seed%2 == 0   // most products are: the parts that sums are made of don't cancel
		product := math.Ldexp(1-0x1p-20, -31+r.IntN(50))
		for i := range scores {
			e := []int{-36, 19, -36 + r.IntN(56)}[(i/asm.RunItems+int(seed))%3]
			s := math.Ldexp(1+float64(r.IntN(1<<23)|1)*0x1p-23, e)
			count := asm.RunItems - 1 - 2*(i%asm.RunItems)
			switch rest := i/asm.RunItems%16 == 0; {
			case alike && seed%4 == 0 && !rest:
				s = 0x1.fffffep19
			case alike && seed%4 == 0:
				s = math.Ldexp(s, -17-e)
			case alike && !rest:
				s = math.Abs(product / float64(count))
			case alike:
				s = math.Ldexp(s, -36-e)
			}
			if scores[i] = float32(s); (sign || alike) && count < 0 {
				scores[i] = -scores[i]
			}
		}
		got := run()
		require.True(t, got.Exact())
		terms.Reset()
		exact.AddAll(terms, counts, scores, asm.RunItems)
		terms.Add(-got.Coarse)
		terms.Add(-got.Fine)
		require.Zero(t, terms.Sum().Float64(), seed)
	}
	for _, c := range []struct {
		score float32
		exact bool
	}{{0, true}, {0x1p-36, true}, {0x1.fffffep-37, false}, {0x1p-149, false}, {0x1.fffffep19, true}, {0x1p20, false},
		{math.MaxFloat32, false}, {float32(math.Inf(1)), false}, {float32(math.NaN()), false}} {
		for _, at := range []int{0, 7, 8, 15, n - 1} {
			for i := range scores {
				scores[i] = 1
			}
			for _, scores[at] = range []float32{c.score, -c.score} {
				got := runVectors(tier, counts, scores, relevance, offsets, 0)
				assert.Equal(t, c.exact, got.Exact(), "%v at %d", c.score, at)
			}
		}
	}
}

// A run ends before a list that is too long. The assembly also ends before a list that is outside the arrays.
func TestRunEnds(t *testing.T) { runTiers(t, testRunEnds) }

func testRunEnds(t *testing.T, tier cpuid.Tier) {
	w := new(workspace[float32])
	w.reset(tier)
	short := make([]int, asm.RunLists+9)
	for k := range short {
		short[k] = k
	}
	for _, c := range []struct {
		offsets   []int
		run, ends int
	}{
		{[]int{3}, 0, 0}, {[]int{3, 3}, 1, 1}, {[]int{3, 20}, 0, 0}, {[]int{3, 19, 19, 36}, 2, 2}, {[]int{0, 16, 32, 48}, 3, 3},
		{short, asm.RunLists, len(short) - 1},
		{[]int{0, 5, 4, 9}, 3, 1}, {[]int{5, 6, 4}, 2, 1}, {[]int{5, -3}, 1, 0}, // they decrease
		{[]int{9990, 10001, 10006}, 2, 2}, {[]int{-290, -280, 9, 25, 40}, 1, 1}, // of 300 items
		{[]int{0, 16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 272, 288, 301}, 19, 18},
		{[]int{math.MinInt, math.MaxInt}, 1, 0}, // the difference overflows
	} {
		assert.Equal(t, c.run, w.runOf(c.offsets), c.offsets)
		r := runVectors(tier, make([]int32, 300), make([]float32, 300), make([]float32, 300), c.offsets, 1)
		assert.Equal(t, c.ends, r.Lists, c.offsets)
	}
	wide := new(workspace[float64])
	wide.reset(tier)
	assert.Zero(t, wide.runOf(short))
}
