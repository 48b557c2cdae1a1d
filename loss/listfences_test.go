//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package loss_test

import (
	"testing"

	"github.com/marginrank/marginrank/loss"
)

// Lists, too, are read and written within their arrays only, and no input is written.
func TestListFences(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testListFences(t, typeFloat32) })
	t.Run("float64", func(t *testing.T) { testListFences(t, typeFloat64) })
	t.Run("float16", func(t *testing.T) { testListFences(t, typeFloat16) })
	t.Run("bfloat16", func(t *testing.T) { testListFences(t, typeBFloat16) })
}

func testListFences[T loss.Float](t *testing.T, d dtype[T]) {
	y := yard{map[string]*fence{}, map[string]*fence{"grad": newFence(t, "grad")}}
	for _, name := range []string{"Scores", "Relevance", "Mask", "Offsets"} {
		y.inputs[name] = newFence(t, name)
	}
	for _, atEnd := range []bool{true, false} {
		for n := range 301 {
			l := manyLists(d, n)
			for _, masked := range []bool{false, true} {
				f := loss.Lists[T]{}
				for _, in := range y.inputs {
					in.readOnly(t, false)
				}
				f.Scores = moved(y.inputs["Scores"], l.Scores, atEnd)
				f.Relevance = moved(y.inputs["Relevance"], l.Relevance, atEnd)
				if masked {
					f.Mask = moved(y.inputs["Mask"], l.Mask, atEnd)
				}
				if n%2 == 0 {
					f.Offsets = moved(y.inputs["Offsets"], l.Offsets, atEnd)
				}
				for _, in := range y.inputs {
					in.readOnly(t, true)
				}
				if f.Scores == nil {
					f.Scores = []T{}
				}
				for _, tier := range tiers() {
					grad := fenced[T](y.outputs["grad"], n, atEnd)
					wrong := y.wrong(func() error {
						_, _, err := on(tier, loss.MarginRanking[T]{Margin: 0.5}).ForwardBackwardLists(grad, f, 1)
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
