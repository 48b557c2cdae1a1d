package loss_test

import (
	"math/rand/v2"
	"testing"

	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// Lists of squares are what all their pairs are, one by one, with and without weights.
func TestSquaredLists(t *testing.T) {
	t.Parallel()
	t.Run("float32", func(t *testing.T) { t.Parallel(); testSquaredLists(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { t.Parallel(); testSquaredLists(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { t.Parallel(); testSquaredLists(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { t.Parallel(); testSquaredLists(t, losstest.BFloat16) })
}

func testSquaredLists[T loss.Float](t *testing.T, d losstest.DType[T]) {
	k := uint64(0)
	losstest.EachListCase(d, func(c losstest.ListCase[T]) {
		k++
		squared := withWeights(rand.New(rand.NewPCG(k, 12)), c)
		squared.p = 2
		compareWeighted(t, d, squared)
	})
}
