package loss_test

import (
	"fmt"
	"testing"

	"github.com/marginrank/marginrank/loss"
)

// Around every span boundary, and a few millions: where a call becomes several.
func TestSpans(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testSpans(t, typeFloat32) })
	t.Run("float64", func(t *testing.T) { testSpans(t, typeFloat64) })
	t.Run("float16", func(t *testing.T) { testSpans(t, typeFloat16) })
	t.Run("bfloat16", func(t *testing.T) { testSpans(t, typeBFloat16) })
}

func testSpans[T loss.Float](t *testing.T, d dtype[T]) {
	for spans := 1; spans <= 2; spans++ {
		for _, beyond := range []int{-64, -1, 0, 1, 65} {
			n := spans*span + beyond
			t.Run(fmt.Sprint(n), func(t *testing.T) {
				b := newBatch(d, given, n, beyond&63, 0.1, ordinary)
				checkLarge(t, d, b, methods)
				checkLarge(t, d, withColumns(d, b, columns{true, true}, n, ordinary), methods)
			})
		}
	}
	t.Run("millions", func(t *testing.T) {
		if testing.Short() {
			t.Skip("not run: millions of pairs")
		}
		checkLarge(t, d, newBatch(d, signs, 2_345_678, 4, 0.5, ordinary), methods[:2])
		checkLarge(t, d, newBatch(d, absent, 1_234_567, 4, 0.5, ordinary), methods[7:])
		weighted := newBatch(d, absent, 345_678, 4, 0.5, ordinary)
		checkLarge(t, d, withColumns(d, weighted, columns{weights: true}, 5, ordinary), methods)
	})
}

// checkLarge is compare with all gradients at once only.
func checkLarge[T loss.Float](t *testing.T, d dtype[T], b batch[T], methods []method) {
	want := d.terms(b)
	for _, m := range methods {
		compareTiers(t, d, want, m, b, m.all())
	}
}
