package loss_test

import (
	"math/rand/v2"
	"testing"

	"github.com/marginrank/marginrank/loss"
)

// Pairs by index on every tier, against the contract and against Forward on the pairs
// gathered: to the bit, with ties, NaN and infinities, margins of every kind, repeated
// indices, pairs of an item with itself.
func TestIndexed(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testIndexed(t, typeFloat32) })
	t.Run("float64", func(t *testing.T) { testIndexed(t, typeFloat64) })
	t.Run("float16", func(t *testing.T) { testIndexed(t, typeFloat16) })
	t.Run("bfloat16", func(t *testing.T) { testIndexed(t, typeBFloat16) })
}

func testIndexed[T loss.Float](t *testing.T, d dtype[T]) {
	draws := map[string]func(*rand.Rand) float64{"ordinary": ordinary, "special": special}
	for kindName, kind := range labelKinds {
		for drawName, draw := range draws {
			for pickName, pick := range pickers {
				t.Run("labels "+kindName+"/"+drawName+"/"+pickName, func(t *testing.T) {
					for i, n := range indexedLengths {
						for j, items := range []int{1, 2, 7, 64, 300, 5000} {
							if (i+j)%2 == 1 && n > 256 {
								continue // half of them
							}
							b := newIndexedBatch(d, kind, items, n, 7*i+j, margins[(i+j)%len(margins)], draw, pick)
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
	t.Run("float32", func(t *testing.T) { testIndexedSpans(t, typeFloat32) })
	t.Run("float64", func(t *testing.T) { testIndexedSpans(t, typeFloat64) })
	t.Run("float16", func(t *testing.T) { testIndexedSpans(t, typeFloat16) })
	t.Run("bfloat16", func(t *testing.T) { testIndexedSpans(t, typeBFloat16) })
}

func testIndexedSpans[T loss.Float](t *testing.T, d dtype[T]) {
	for i, n := range []int{span - 1, span, span + 1, 2*span + 77, 9*span + 5} {
		for j, items := range []int{3, 2000, 100_000, 300_000} { // the last are many for few pairs
			b := newIndexedBatch(d, labelKind((i+j)%3), items, n, i, 0.1, ordinary, pickers["random"])
			if wrong := checkIndexed(d, b); wrong != "" {
				t.Fatal(wrong)
			}
			if testing.Short() {
				break
			}
		}
	}
}

// No pairs: a gradient of zeros, if there are items.
func TestIndexedEmpty(t *testing.T) {
	for _, items := range []int{0, 1, 1000} {
		b := indexedBatch[float32]{scalar: 1, reduction: loss.Sum, pairs: loss.IndexedPairs[float32]{Scores: make([]float32, items)}}
		if wrong := checkIndexed(typeFloat32, b); wrong != "" {
			t.Error(wrong)
		}
	}
}
