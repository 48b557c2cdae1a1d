package loss_test

import (
	"fmt"
	"testing"

	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// Around every span boundary, and a few millions: where a call becomes several.
func TestSpans(t *testing.T) {
	t.Parallel()
	t.Run("float32", func(t *testing.T) { t.Parallel(); testSpans(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { t.Parallel(); testSpans(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { t.Parallel(); testSpans(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { t.Parallel(); testSpans(t, losstest.BFloat16) })
}

func testSpans[T loss.Float](t *testing.T, d losstest.DType[T]) {
	for spans := 1; spans <= 2; spans++ {
		for _, beyond := range []int{-64, -1, 0, 1, 65} {
			n := spans*losstest.Span + beyond
			t.Run(fmt.Sprint(n), func(t *testing.T) {
				b := losstest.NewBatch(d, losstest.Given, n, beyond&63, 0.1, losstest.Ordinary)
				checkLarge(t, d, b, losstest.Methods)
				checkLarge(t, d, losstest.WithColumns(d, b, losstest.Columns{Weights: true, Margins: true}, n, losstest.Ordinary), losstest.Methods)
			})
		}
	}
	t.Run("millions", func(t *testing.T) {
		if testing.Short() {
			t.Skip("not run: millions of pairs")
		}
		checkLarge(t, d, losstest.NewBatch(d, losstest.Signs, 2_345_678, 4, 0.5, losstest.Ordinary), losstest.Methods[:2])
		checkLarge(t, d, losstest.NewBatch(d, losstest.Absent, 1_234_567, 4, 0.5, losstest.Ordinary), losstest.Methods[7:])
		weighted := losstest.NewBatch(d, losstest.Absent, 345_678, 4, 0.5, losstest.Ordinary)
		checkLarge(t, d, losstest.WithColumns(d, weighted, losstest.Columns{Weights: true}, 5, losstest.Ordinary), losstest.Methods)
	})
}

// checkLarge is compare with all gradients at once only.
func checkLarge[T loss.Float](t *testing.T, d losstest.DType[T], b losstest.Batch[T], methods []losstest.Method) {
	want := d.Terms(b)
	for _, m := range methods {
		compareTiers(t, d, want, m, b, m.All())
	}
}
