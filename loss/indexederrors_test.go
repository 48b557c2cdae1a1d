package loss_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// An invalid call returns its error, and writes nothing.
func TestIndexedErrors(t *testing.T) {
	t.Parallel()
	memory := make([]float32, 40) // for arrays that overlap
	at := func(lo, n int) []float32 { return memory[lo : lo+n] }
	x := func(n int) []float32 { return make([]float32, n) }
	zeros := func(n int) []int32 { return make([]int32, n) }
	type pairs = loss.IndexedPairs[float32]
	indices := unsafe.Slice((*int32)(unsafe.Pointer(&memory[0])), len(memory))
	signs := unsafe.Slice((*int8)(unsafe.Pointer(&memory[0])), 4*len(memory))
	valid := pairs{Scores: x(10), I: zeros(5), J: zeros(5)}
	for name, c := range map[string]struct {
		pairs   pairs
		grad    []float32
		want    error
		text    string
		forward bool // it is an error of ForwardIndexed, too
	}{
		"J short":         {pairs{Scores: x(10), I: zeros(5), J: zeros(4)}, x(10), loss.ErrLength, "J has length 4, I has length 5", true},
		"I absent":        {pairs{Scores: x(10), J: zeros(4)}, x(10), loss.ErrLength, "J has length 4, I has length 0", true},
		"Y long":          {pairs{Scores: x(10), I: zeros(5), J: zeros(5), Y: x(6)}, x(10), loss.ErrLength, "Y has length 6, I has length 5", true},
		"Y empty":         {pairs{Scores: x(10), I: zeros(5), J: zeros(5), Y: x(0)}, x(10), loss.ErrLength, "Y has length 0, I has length 5", true},
		"Signs short":     {pairs{Scores: x(10), I: zeros(5), J: zeros(5), Signs: make([]int8, 2)}, x(10), loss.ErrLength, "Signs has length 2, I has length 5", true},
		"Weights long":    {pairs{Scores: x(10), I: zeros(5), J: zeros(5), Weights: x(10)}, x(10), loss.ErrLength, "Weights has length 10, I has length 5", true},
		"Weights empty":   {pairs{Scores: x(10), I: zeros(5), J: zeros(5), Weights: x(0)}, x(10), loss.ErrLength, "Weights has length 0, I has length 5", true},
		"Margins short":   {pairs{Scores: x(10), I: zeros(5), J: zeros(5), Margins: x(4)}, x(10), loss.ErrLength, "Margins has length 4, I has length 5", true},
		"two labels":      {pairs{Scores: x(10), I: zeros(5), J: zeros(5), Y: x(5), Signs: make([]int8, 5)}, x(10), loss.ErrLabels, "Y and Signs", true},
		"grad short":      {valid, x(9), loss.ErrLength, "grad has length 9, Scores has length 10", false},
		"grad nil":        {valid, nil, loss.ErrLength, "grad has length 0, Scores has length 10", false},
		"grad on Scores":  {pairs{Scores: at(0, 10), I: zeros(5), J: zeros(5)}, at(3, 10), loss.ErrOverlap, "grad and a part of Scores", false},
		"grad on Y":       {pairs{Scores: x(10), I: zeros(5), J: zeros(5), Y: at(9, 5)}, at(0, 10), loss.ErrOverlap, "grad and a part of Y", false},
		"grad longer":     {pairs{Scores: x(10), I: zeros(5), J: zeros(5), Y: at(0, 5)}, at(0, 10), loss.ErrOverlap, "grad and a part of Y", false},
		"grad on I":       {pairs{Scores: x(10), I: indices[:5], J: zeros(5)}, at(4, 10), loss.ErrOverlap, "grad and I", false},
		"grad on J":       {pairs{Scores: x(10), I: zeros(10), J: indices[:10]}, at(0, 10), loss.ErrOverlap, "grad and J", false},
		"grad on Signs":   {pairs{Scores: x(10), I: zeros(5), J: zeros(5), Signs: signs[38:43]}, at(0, 10), loss.ErrOverlap, "grad and Signs", false},
		"grad on Weights": {pairs{Scores: x(10), I: zeros(10), J: zeros(10), Weights: at(5, 10)}, at(0, 10), loss.ErrOverlap, "grad and a part of Weights", false},
		"grad on Margins": {pairs{Scores: x(10), I: zeros(5), J: zeros(5), Margins: at(0, 5)}, at(0, 10), loss.ErrOverlap, "grad and a part of Margins", false},
	} {
		t.Run(name, func(t *testing.T) {
			for i := range c.grad {
				c.grad[i] = 7
			}
			before := slices.Clone(memory)
			for _, m := range indexedCalls[float32]() {
				err := m.call(on(cpuid.Current, loss.MarginRanking[float32]{}), losstest.IndexedBatch[float32]{Pairs: c.pairs, Scalar: 1}, &losstest.IndexedResult[float32]{Grad: c.grad})
				if !c.forward && !m.grad {
					assert.NotErrorIs(t, err, c.want, m.name)
					continue
				}
				require.ErrorIs(t, err, c.want, m.name)
				assert.ErrorContains(t, err, c.text, m.name)
			}
			assert.Equal(t, before, memory)
			for _, v := range c.grad {
				require.Equal(t, float32(7), v)
			}
		})
	}
	for _, r := range []loss.Reduction{loss.None, 3, 255} {
		for _, m := range indexedCalls[float32]() {
			err := m.call(on(cpuid.Current, loss.MarginRanking[float32]{Reduction: r}), losstest.IndexedBatch[float32]{Pairs: valid}, &losstest.IndexedResult[float32]{Grad: x(10)})
			assert.ErrorIs(t, err, loss.ErrReduction)
			if r == loss.None {
				assert.ErrorContains(t, err, m.name+" serves mean and sum")
			}
		}
	}
}

// An index that is no position in Scores is named, wherever it is, and nothing is written.
func TestIndexErrors(t *testing.T) {
	t.Parallel()
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testIndexErrors(t, tier, losstest.Float32) })
		t.Run("float64", func(t *testing.T) { testIndexErrors(t, tier, losstest.Float64) })
		t.Run("float16", func(t *testing.T) { testIndexErrors(t, tier, losstest.Float16) })
		t.Run("bfloat16", func(t *testing.T) { testIndexErrors(t, tier, losstest.BFloat16) })
	})
}

func testIndexErrors[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) {
	for _, items := range []int{0, 1, 50, 20_000} { // many items for few pairs are treated otherwise
		for _, n := range []int{1, 2, 64, 65, 600, losstest.Span + 3, 9*losstest.Span + 3} { // the last are more than a block
			if testing.Short() && n > 2*losstest.Span {
				continue
			}
			b := losstest.NewIndexedBatch(d, losstest.Signs, max(items, 1), n, 0, 0.5, losstest.Ordinary, losstest.Pickers["random"])
			b.Pairs.Scores = b.Pairs.Scores[:items]
			grad := losstest.Litter(losstest.Place[T](items, 0))
			canaries := slices.Clone(grad)
			for _, position := range slices.Compact([]int{0, n / 2, n - 1}) {
				for _, value := range []int32{-1, math.MinInt32, int32(items), math.MaxInt32} {
					for field, list := range map[string][]int32{"I": b.Pairs.I, "J": b.Pairs.J} {
						if items == 0 && (field == "J" || position > 0) {
							continue // I[0] is out of range already
						}
						old := list[position]
						list[position] = value
						text := fmt.Sprintf("%s[%d] is %d, Scores has length %d", field, position, value, items)
						_, err := on(tier, b.Criterion()).ForwardIndexed(b.Pairs)
						require.ErrorIs(t, err, loss.ErrIndex)
						assert.ErrorContains(t, err, text)
						_, err = on(tier, b.Criterion()).ForwardBackwardIndexed(grad, b.Pairs, 1)
						require.ErrorIs(t, err, loss.ErrIndex)
						assert.ErrorContains(t, err, text)
						require.True(t, slices.EqualFunc(canaries, grad, func(a, b T) bool { return d.Bits(a) == d.Bits(b) }), text)
						list[position] = old
					}
				}
			}
		}
	}
}

// The first wrong index is named, I's before J's; an error leaves nothing behind for the next call.
func TestFirstIndexError(t *testing.T) {
	t.Parallel()
	p := loss.IndexedPairs[float32]{Scores: []float32{1, 2}, I: []int32{0, 1, 2, -3}, J: []int32{9, 0, 0, 0}}
	grad := make([]float32, 2)
	_, err := loss.MarginRanking[float32]{}.ForwardBackwardIndexed(grad, p, 1)
	assert.EqualError(t, err, "loss: index out of range: I[2] is 2, Scores has length 2")
	p.I, p.J = []int32{0}, []int32{1}
	value, err := loss.MarginRanking[float32]{}.ForwardBackwardIndexed(grad, p, 1)
	assert.NoError(t, err)
	assert.Equal(t, 1.0, value)
	assert.Equal(t, []float32{-1, 1}, grad)
}
