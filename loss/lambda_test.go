package loss_test

import (
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// A panic of a gain function reaches the caller. Nothing is written, and later calls give what they gave before.
func TestGainPanics(t *testing.T) {
	for _, n := range []int{20, 3000, 150_000} {
		l := weigh(manyLists(losstest.Float32, n), 5)
		c := loss.MarginRanking[float32]{Margin: 1, Workers: 2}
		want := make([]float32, n)
		value, stats, err := c.ForwardBackwardLists(want, l, 1)
		require.NoError(t, err)

		bad, left := l, n/4
		bad.Lambda = &loss.Lambda{Gain: func(r float32) float64 {
			if left--; left == 0 {
				panic("no gain")
			}
			return float64(r)
		}}
		grad := slices.Repeat([]float32{7}, n)
		assert.PanicsWithValue(t, "no gain", func() { c.ForwardBackwardLists(grad, bad, 1) })
		assert.Equal(t, slices.Repeat([]float32{7}, n), grad)

		again, same, err := c.ForwardBackwardLists(grad, l, 1)
		require.NoError(t, err)
		assert.Equal(t, []any{value, stats, want}, []any{again, same, grad}, n)
	}
}

// 0 and -0 are one relevance, and have one gain.
func TestGainOfNegativeZero(t *testing.T) {
	zero := float32(math.Copysign(0, -1))
	l := loss.Lists[float32]{Scores: []float32{1, 2, 3}, Relevance: []float32{zero, 1, 0}}
	l.Lambda = &loss.Lambda{Gain: func(r float32) float64 {
		assert.False(t, math.Signbit(float64(r)))
		return float64(r)
	}}
	_, stats, err := loss.MarginRanking[float32]{Margin: 1}.ForwardLists(l)
	require.NoError(t, err)
	assert.Equal(t, int64(2), stats.Pairs)
}

// A gain function may itself call for lists.
func TestGainThatCalls(t *testing.T) {
	l := weigh(manyLists(losstest.Float32, 3000), 5)
	c := loss.MarginRanking[float32]{Margin: 1}
	l.Lambda = &loss.Lambda{Gain: func(r float32) float64 { return 2 * float64(r) }}
	want, _, err := c.ForwardLists(l)
	require.NoError(t, err)

	scores, relevance, weights := []float32{0, 0}, []float32{1, 0}, []float32{1, 1}
	l.Lambda = &loss.Lambda{Gain: func(r float32) float64 {
		value, _, err := loss.MarginRanking[float32]{Margin: float64(r)}.ForwardLists(loss.Lists[float32]{Scores: scores, Relevance: relevance, Weights: weights})
		require.NoError(t, err)
		return 2 * value
	}}
	got, _, err := c.ForwardLists(l)
	require.NoError(t, err)
	assert.Equal(t, want, got)
}

// Calls of all kinds at the same time give what they give one after the other.
func TestConcurrentWeightedLists(t *testing.T) {
	var group sync.WaitGroup
	for _, n := range []int{20, 1000, 150_000} {
		for kind := range 6 {
			l := weigh(manyLists(losstest.Float32, n), kind)
			c := loss.MarginRanking[float32]{Margin: 0.1, Workers: 3}
			want, values := make([]float32, n), make([]float64, len(l.Offsets)-1)
			value, stats, err := c.ForwardBackwardLists(want, l, 1)
			require.NoError(t, err)
			_, err = c.ForwardListsNone(values, l)
			require.NoError(t, err)
			for range 2 {
				group.Go(func() {
					grad, dst := make([]float32, n), make([]float64, len(values))
					v, s, err := c.ForwardBackwardLists(grad, l, 1)
					if err != nil || v != value || s != stats || !slices.Equal(grad, want) {
						t.Errorf("%d items, kind %d: %v, %v, %v", n, kind, v, s, err)
					}
					if s, err := c.ForwardListsNone(dst, l); err != nil || s != stats || !slices.Equal(dst, values) {
						t.Errorf("%d items, kind %d: %v, %v", n, kind, s, err)
					}
				})
			}
		}
	}
	group.Wait()
}

// A difference of two scores is rounded to the margin, but larger: the pair is active, and its loss is 0 rather than below.
func TestListOnRoundingEdge(t *testing.T) {
	for name, set := range map[string]func(l *loss.Lists[float32]){
		"per list": func(l *loss.Lists[float32]) { l.PerList = true },
		"weights":  func(l *loss.Lists[float32]) { l.Weights = slices.Repeat([]float32{2}, len(l.Scores)) },
		"lambda":   func(l *loss.Lists[float32]) { l.Lambda = &loss.Lambda{} },
	} {
		for _, copies := range []int{1, 30, 100} {
			for _, step := range []float32{0, 0x1p-10} { // between grades
				if name == "per list" && step > 0 {
					continue // losses of 1 and below 0 are added up
				}
				edge := loss.Lists[float32]{
					Scores:    append(slices.Repeat([]float32{1}, copies), slices.Repeat([]float32{-0x1p-25}, copies)...),
					Relevance: append(slices.Repeat([]float32{1}, copies), make([]float32, copies)...),
				}
				for i := range edge.Relevance {
					edge.Relevance[i] += step * float32(i%copies)
				}
				set(&edge)
				exact := edge
				exact.Scores = append(slices.Repeat([]float32{1}, copies), make([]float32, copies)...)
				c := loss.MarginRanking[float32]{Margin: 1}
				grad, wanted := make([]float32, 2*copies), make([]float32, 2*copies)
				value, stats, err := c.ForwardBackwardLists(grad, edge, 1)
				require.NoError(t, err)
				want, same, err := c.ForwardBackwardLists(wanted, exact, 1)
				require.NoError(t, err)
				assert.InDelta(t, want, value, 1e-12*want, "%s, %d copies, steps of %v", name, copies, step)
				assert.InDeltaSlice(t, wanted, grad, 1e-6/float64(copies), "%s, %d copies, steps of %v", name, copies, step)
				assert.Equal(t, same, stats)
				assert.Equal(t, stats.Pairs, stats.Active)
				dst := []float64{7}
				_, err = c.ForwardListsNone(dst, edge)
				require.NoError(t, err)
				if step == 0 {
					assert.Zero(t, value)
					assert.Zero(t, dst[0])
				}
			}
		}
	}
}

// Gradients are as exact where the upstream gradient or the weights are tiny or huge: so are their product and their quotient.
func TestFarUpstream(t *testing.T) {
	for _, weight := range []int{-80, 100} {
		for _, perList := range []bool{false, true} {
			l := weigh(manyLists(losstest.Float64, 500), 2)
			l.PerList = perList
			for i := range l.Weights {
				l.Weights[i] = float32(math.Ldexp(float64(l.Weights[i]), weight))
			}
			want, grad := make([]float64, len(l.Scores)), make([]float64, len(l.Scores))
			_, _, err := loss.MarginRanking[float64]{Margin: 1}.ForwardBackwardLists(want, l, 1)
			require.NoError(t, err)
			for _, upstream := range []int{-1000, -900, 900, 1000} {
				_, _, err := loss.MarginRanking[float64]{Margin: 1}.ForwardBackwardLists(grad, l, math.Ldexp(1, upstream))
				require.NoError(t, err)
				for i, g := range grad {
					allowed := 1e-15*math.Abs(want[i]) + math.Ldexp(1, min(-1074-upstream, -70)) // subnormal numbers are rounded once more
					assert.InDelta(t, want[i], math.Ldexp(g, -upstream), allowed, "weights of 2^%d, upstream 2^%d, item %d", weight, upstream, i)
				}
			}
		}
	}
}
