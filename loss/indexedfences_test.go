//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package loss_test

import (
	"testing"

	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// No access leaves the arrays, and no input is stored to: every array between pages that
// fault, inputs in memory that is read-only, and pairs of the first and the last item.
func TestIndexedFences(t *testing.T) {
	t.Parallel()
	t.Run("float32", func(t *testing.T) { t.Parallel(); testIndexedFences(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { t.Parallel(); testIndexedFences(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { t.Parallel(); testIndexedFences(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { t.Parallel(); testIndexedFences(t, losstest.BFloat16) })
}

func testIndexedFences[T loss.Float](t *testing.T, d losstest.DType[T]) {
	y := yard{map[string]*losstest.Fence{}, map[string]*losstest.Fence{"grad": losstest.NewFence(t, "grad")}}
	for _, name := range []string{"Scores", "I", "J", "Y", "Signs", "Weights", "Margins"} {
		y.inputs[name] = losstest.NewFence(t, name)
	}
	for _, atEnd := range []bool{true, false} {
		for n := range 140 {
			for _, items := range []int{1, 2, 33, 300} { // the last is many for few pairs
				for _, kind := range losstest.LabelKinds {
					b := losstest.NewIndexedBatch(d, kind, items, n, 0, 0.5, losstest.Ordinary, losstest.Pickers["random"])
					b = losstest.WithIndexedColumns(d, b, losstest.AllColumns[(n+items)%4], 0, losstest.Ordinary)
					if n > 1 { // both ends
						b.Pairs.I[0], b.Pairs.J[0] = 0, int32(items-1)
						b.Pairs.I[n-1], b.Pairs.J[n-1] = int32(items-1), 0
					}
					want := d.Indexed(b)
					for _, f := range y.inputs {
						f.ReadOnly(t, false)
					}
					p := &b.Pairs
					p.Scores, p.I, p.J = moved(y.inputs["Scores"], p.Scores, atEnd), moved(y.inputs["I"], p.I, atEnd), moved(y.inputs["J"], p.J, atEnd)
					p.Y, p.Signs = moved(y.inputs["Y"], p.Y, atEnd), moved(y.inputs["Signs"], p.Signs, atEnd)
					p.Weights, p.Margins = moved(y.inputs["Weights"], p.Weights, atEnd), moved(y.inputs["Margins"], p.Margins, atEnd)
					for _, f := range y.inputs {
						f.ReadOnly(t, true)
					}
					for _, tier := range losstest.Tiers() {
						for _, m := range indexedCalls[T]() {
							grad, differs := losstest.Fenced[T](y.outputs["grad"], items, atEnd), ""
							wrong := y.wrong(func() error {
								differs = m.differs(d, tier, b, grad, want)
								return nil
							})
							if wrong == "" {
								wrong = differs
							}
							if wrong != "" {
								t.Fatalf("%v, %d items, %d pairs, arrays at the end %v: %s", tier, items, n, atEnd, wrong)
							}
						}
					}
				}
			}
		}
	}
}
