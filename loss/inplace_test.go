package loss_test

import (
	"slices"
	"testing"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// An output may be exactly one of the inputs. Every assignment of outputs to
// inputs gives what outputs with memory of their own give.
func TestInPlace(t *testing.T) {
	eachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testInPlace(t, tier, typeFloat32) })
		t.Run("float64", func(t *testing.T) { testInPlace(t, tier, typeFloat64) })
		t.Run("float16", func(t *testing.T) { testInPlace(t, tier, typeFloat16) })
		t.Run("bfloat16", func(t *testing.T) { testInPlace(t, tier, typeBFloat16) })
	})
}

func testInPlace[T loss.Float](t *testing.T, tier cpuid.Tier, d dtype[T]) {
	for _, kind := range labelKinds {
		for _, has := range allColumns {
			b := withColumns(d, newBatch(d, kind, 150, 0, 0.5, ordinary), has, 0, ordinary)
			for _, m := range methods {
				for _, choice := range m.choices() {
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

// callInPlace gives each output the memory of one input, in turn from a shift on.
func callInPlace[T loss.Float](t *testing.T, tier cpuid.Tier, m method, b batch[T], choice, shift int) result[T] {
	t.Helper()
	b.pairs.X1, b.pairs.X2 = slices.Clone(b.pairs.X1), slices.Clone(b.pairs.X2)
	b.pairs.Y, b.upstream = slices.Clone(b.pairs.Y), slices.Clone(b.upstream)
	b.pairs.Weights, b.pairs.Margins = slices.Clone(b.pairs.Weights), slices.Clone(b.pairs.Margins)
	inputs := [][]T{b.pairs.X1, b.pairs.X2, b.pairs.Y, b.pairs.Weights, b.pairs.Margins, b.upstream}
	if !m.grads || m.reduction != loss.None {
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
		return make([]T, len(b.pairs.X1))
	}
	var r result[T]
	if m.loss && m.reduction == loss.None {
		r.dst = input()
	}
	for i, g := range []*[]T{&r.Grads.X1, &r.Grads.X2, &r.Grads.Y} {
		if choice&(1<<i) != 0 {
			*g = input()
		}
	}
	callInto(t, tier, m, b, &r)
	return r
}
