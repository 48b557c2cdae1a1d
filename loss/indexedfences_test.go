//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package loss_test

import (
	"testing"

	"github.com/marginrank/marginrank/loss"
)

// No access leaves the arrays, and no input is stored to: every array between pages that
// fault, inputs in memory that is read-only, and pairs of the first and the last item.
func TestIndexedFences(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testIndexedFences(t, typeFloat32) })
	t.Run("float64", func(t *testing.T) { testIndexedFences(t, typeFloat64) })
	t.Run("float16", func(t *testing.T) { testIndexedFences(t, typeFloat16) })
	t.Run("bfloat16", func(t *testing.T) { testIndexedFences(t, typeBFloat16) })
}

func testIndexedFences[T loss.Float](t *testing.T, d dtype[T]) {
	y := yard{map[string]*fence{}, map[string]*fence{"grad": newFence(t, "grad")}}
	for _, name := range []string{"Scores", "I", "J", "Y", "Signs"} {
		y.inputs[name] = newFence(t, name)
	}
	for _, atEnd := range []bool{true, false} {
		for n := range 140 {
			for _, items := range []int{1, 2, 33, 300} { // the last is many for few pairs
				for _, kind := range labelKinds {
					b := newIndexedBatch(d, kind, items, n, 0, 0.5, ordinary, pickers["random"])
					if n > 1 { // both ends
						b.pairs.I[0], b.pairs.J[0] = 0, int32(items-1)
						b.pairs.I[n-1], b.pairs.J[n-1] = int32(items-1), 0
					}
					want := d.indexed(b)
					for _, f := range y.inputs {
						f.readOnly(t, false)
					}
					p := &b.pairs
					p.Scores, p.I, p.J = moved(y.inputs["Scores"], p.Scores, atEnd), moved(y.inputs["I"], p.I, atEnd), moved(y.inputs["J"], p.J, atEnd)
					p.Y, p.Signs = moved(y.inputs["Y"], p.Y, atEnd), moved(y.inputs["Signs"], p.Signs, atEnd)
					for _, f := range y.inputs {
						f.readOnly(t, true)
					}
					for _, tier := range tiers() {
						c := on(tier, b.criterion())
						wrong := y.wrong(func() error {
							_, err := c.ForwardIndexed(b.pairs)
							return err
						})
						if wrong == "" {
							r := indexedResult[T]{grad: fenced[T](y.outputs["grad"], items, atEnd)}
							wrong = y.wrong(func() (err error) {
								r.loss, err = c.ForwardBackwardIndexed(r.grad, b.pairs, b.scalar)
								return err
							})
							if wrong == "" {
								wrong = d.differs(want, r)
							}
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
