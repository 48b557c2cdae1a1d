package loss_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// Pairs by index on every tier, against the contract and against Forward on the pairs
// gathered: to the bit, with ties, NaN and infinities, margins of every kind, weights and margins
// of pairs, repeated indices, pairs of an item with itself.
func TestIndexed(t *testing.T) {
	t.Parallel()
	t.Run("float32", func(t *testing.T) { t.Parallel(); testIndexed(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { t.Parallel(); testIndexed(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { t.Parallel(); testIndexed(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { t.Parallel(); testIndexed(t, losstest.BFloat16) })
}

func testIndexed[T loss.Float](t *testing.T, d losstest.DType[T]) {
	draws := map[string]func(*rand.Rand) float64{"ordinary": losstest.Ordinary, "special": losstest.Special}
	for kindName, kind := range losstest.LabelKinds {
		for drawName, draw := range draws {
			for pickName, pick := range losstest.Pickers {
				t.Run("labels "+kindName+"/"+drawName+"/"+pickName, func(t *testing.T) {
					for i, n := range indexedLengths {
						for j, items := range []int{1, 2, 7, 64, 300, 5000} {
							if (i+j)%2 == 1 && n > 256 {
								continue // half of them
							}
							b := losstest.NewIndexedBatch(d, kind, items, n, 7*i+j, losstest.Margins[(i+j)%len(losstest.Margins)], draw, pick)
							b = losstest.WithIndexedColumns(d, b, losstest.AllColumns[(2*i+j)%4], i+j, draw)
							if wrong := checkIndexed(d, b); wrong != "" {
								t.Fatal(wrong)
							}
						}
					}
				})
			}
		}
	}
}

// indexedLengths are numbers of pairs around vectors and chunks.
var indexedLengths = []int{0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 63, 64, 65, 100, 128, 129, 255, 511, 512, 513, 1025}

// Around a span, and a few of them.
func TestIndexedSpans(t *testing.T) {
	t.Parallel()
	t.Run("float32", func(t *testing.T) { t.Parallel(); testIndexedSpans(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { t.Parallel(); testIndexedSpans(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { t.Parallel(); testIndexedSpans(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { t.Parallel(); testIndexedSpans(t, losstest.BFloat16) })
}

func testIndexedSpans[T loss.Float](t *testing.T, d losstest.DType[T]) {
	for i, n := range []int{losstest.Span - 1, losstest.Span, losstest.Span + 1, 2*losstest.Span + 77, 9*losstest.Span + 5} {
		for j, items := range []int{3, 2000, 100_000, 300_000} { // the last are many for few pairs
			b := losstest.NewIndexedBatch(d, losstest.LabelKind((i+j)%3), items, n, i, 0.1, losstest.Ordinary, losstest.Pickers["random"])
			b = losstest.WithIndexedColumns(d, b, losstest.AllColumns[(i+2*j+3)%4], i, losstest.Ordinary)
			if wrong := checkIndexed(d, b); wrong != "" {
				t.Fatal(wrong)
			}
			if testing.Short() {
				break
			}
		}
	}
}

// Weights and gradients so large that sums of gradients are infinite, or NaN, in one array or another.
func TestIndexedLargeWeights(t *testing.T) {
	t.Parallel()
	t.Run("float32", func(t *testing.T) { t.Parallel(); testIndexedLargeWeights(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { t.Parallel(); testIndexedLargeWeights(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { t.Parallel(); testIndexedLargeWeights(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { t.Parallel(); testIndexedLargeWeights(t, losstest.BFloat16) })
}

func testIndexedLargeWeights[T loss.Float](t *testing.T, d losstest.DType[T]) {
	const n = 600
	largest := d.Round(d.Largest())
	for name, upstream := range map[string]float64{"finite": 1, "infinite": math.Inf(1), "large": math.MaxFloat32, "small": 0x1p-100} {
		for _, items := range []int{1, 2, 50, 9 * n} {
			b := losstest.NewIndexedBatch(d, losstest.Signs, items, n, 0, 0.5, losstest.Ordinary, losstest.Pickers["random"])
			b = losstest.WithIndexedColumns(d, b, losstest.Columns{Weights: true}, 0, losstest.Ordinary)
			b.Scalar, b.Reduction = upstream, loss.Sum
			for k := 2; k < n; k += 3 {
				b.Pairs.Weights[k] = d.Element(largest)
			}
			if wrong := checkIndexed(d, b); wrong != "" {
				t.Errorf("upstream %s: %s", name, wrong)
			}
		}
	}
}

// No pairs: a gradient of zeros, if there are items.
func TestIndexedEmpty(t *testing.T) {
	t.Parallel()
	for _, items := range []int{0, 1, 1000} {
		b := losstest.IndexedBatch[float32]{Scalar: 1, Reduction: loss.Sum, Pairs: loss.IndexedPairs[float32]{Scores: make([]float32, items)}}
		if wrong := checkIndexed(losstest.Float32, b); wrong != "" {
			t.Error(wrong)
		}
	}
}
