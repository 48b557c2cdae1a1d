//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package loss_test

import (
	"testing"

	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// Lists, too, are read and written within their arrays only, and no input is written.
func TestListFences(t *testing.T) {
	t.Parallel()
	t.Run("float32", func(t *testing.T) { t.Parallel(); testListFences(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { t.Parallel(); testListFences(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { t.Parallel(); testListFences(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { t.Parallel(); testListFences(t, losstest.BFloat16) })
}

func testListFences[T loss.Float](t *testing.T, d losstest.DType[T]) {
	y := yard{map[string]*losstest.Fence{}, map[string]*losstest.Fence{"grad": losstest.NewFence(t, "grad")}}
	for _, name := range []string{"Scores", "Relevance", "Mask", "Offsets", "Weights"} {
		y.inputs[name] = losstest.NewFence(t, name)
	}
	for _, atEnd := range []bool{true, false} {
		for n := range 301 {
			l := manyLists(d, n)
			for _, masked := range []bool{false, true} {
				f := loss.Lists[T]{}
				for _, in := range y.inputs {
					in.ReadOnly(t, false)
				}
				f.Scores = moved(y.inputs["Scores"], l.Scores, atEnd)
				f.Relevance = moved(y.inputs["Relevance"], l.Relevance, atEnd)
				if masked {
					f.Mask = moved(y.inputs["Mask"], l.Mask, atEnd)
				}
				if n%2 == 0 {
					f.Offsets = moved(y.inputs["Offsets"], l.Offsets, atEnd)
				}
				if n%3 == 0 {
					f.Weights = moved(y.inputs["Weights"], make([]float32, n), atEnd)
				}
				if n%5 == 0 {
					f.Lambda = &loss.Lambda{TopK: n % 4}
				}
				for _, in := range y.inputs {
					in.ReadOnly(t, true)
				}
				if f.Scores == nil {
					f.Scores = []T{}
				}
				for _, tier := range losstest.Tiers() {
					grad := losstest.Fenced[T](y.outputs["grad"], n, atEnd)
					wrong := y.wrong(func() error {
						_, _, err := on(tier, loss.MarginRanking[T]{Margin: 0.5, P: 1 + n/2%2}).ForwardBackwardLists(grad, f, 1)
						return err
					})
					if wrong != "" {
						t.Fatalf("%v, %d items, arrays at the end %v: %s", tier, n, atEnd, wrong)
					}
				}
			}
		}
	}
}
