package loss_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// An output may be exactly one of the inputs. Every assignment of outputs to
// inputs gives what outputs with memory of their own give.
func TestInPlace(t *testing.T) {
	t.Parallel()
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testInPlace(t, tier, losstest.Float32) })
		t.Run("float64", func(t *testing.T) { testInPlace(t, tier, losstest.Float64) })
		t.Run("float16", func(t *testing.T) { testInPlace(t, tier, losstest.Float16) })
		t.Run("bfloat16", func(t *testing.T) { testInPlace(t, tier, losstest.BFloat16) })
	})
}

func testInPlace[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) {
	for _, kind := range losstest.LabelKinds {
		for _, has := range losstest.AllColumns {
			for _, draw := range []func(*rand.Rand) float64{losstest.Ordinary, losstest.Special} {
				b := losstest.WithColumns(d, losstest.NewBatch(d, kind, 150, 0, 0.5, draw), has, 0, draw)
				for _, m := range losstest.Methods {
					for _, choice := range m.Choices() {
						want := call(t, tier, m, b, choice)
						for shift := range 6 {
							if diff := differ(d, want, callInPlace(t, tier, m, b, choice, shift)); diff != "" {
								t.Fatalf("%v, %v, gradients %03b, outputs in place, shift %d: %s", m, has, choice, shift, diff)
							}
						}
					}
				}
			}
		}
	}
}

// callInPlace gives each output the memory of one input, in turn from a shift on.
func callInPlace[T loss.Float](t *testing.T, tier cpuid.Tier, m losstest.Method, b losstest.Batch[T], choice, shift int) losstest.Result[T] {
	t.Helper()
	b.Pairs.X1, b.Pairs.X2 = slices.Clone(b.Pairs.X1), slices.Clone(b.Pairs.X2)
	b.Pairs.Y, b.Upstream = slices.Clone(b.Pairs.Y), slices.Clone(b.Upstream)
	b.Pairs.Weights, b.Pairs.Margins = slices.Clone(b.Pairs.Weights), slices.Clone(b.Pairs.Margins)
	inputs := [][]T{b.Pairs.X1, b.Pairs.X2, b.Pairs.Y, b.Pairs.Weights, b.Pairs.Margins, b.Upstream}
	if !m.Grads || m.Reduction != loss.None {
		inputs = inputs[:5]
	}
	next := shift
	input := func() []T { // one that is there and not taken yet
		for range inputs {
			i := next % len(inputs)
			next++
			if s := inputs[i]; s != nil {
				inputs[i] = nil
				return s
			}
		}
		return make([]T, len(b.Pairs.X1))
	}
	var r losstest.Result[T]
	if m.Loss && m.Reduction == loss.None {
		r.Dst = input()
	}
	for i, g := range []*[]T{&r.Grads.X1, &r.Grads.X2, &r.Grads.Y} {
		if choice&(1<<i) != 0 {
			*g = input()
		}
	}
	callInto(t, tier, m, b, &r)
	return r
}
