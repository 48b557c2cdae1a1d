package loss_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"

	"testing"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// Every variant of every kernel runs under this one body: the portable one
// against the reference, the others against the portable one, to the bit.
func TestVariants(t *testing.T) {
	t.Parallel()
	t.Run("float32", func(t *testing.T) { t.Parallel(); testVariants(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { t.Parallel(); testVariants(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { t.Parallel(); testVariants(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { t.Parallel(); testVariants(t, losstest.BFloat16) })
}

func testVariants[T loss.Float](t *testing.T, d losstest.DType[T]) {
	draws := map[string]func(*rand.Rand) float64{"ordinary": losstest.Ordinary, "special": losstest.Special}
	for kindName, kind := range losstest.LabelKinds {
		for drawName, draw := range draws {
			for _, has := range losstest.AllColumns {
				t.Run("labels "+kindName+"/"+drawName+"/"+has.String(), func(t *testing.T) {
					batch := func(n, offset int, margin float64) losstest.Batch[T] {
						return losstest.WithColumns(d, losstest.NewBatch(d, kind, n, offset, margin, draw), has, offset, draw)
					}
					for n := range 301 {
						if testing.Short() && has != (losstest.Columns{}) && n%5 > 0 {
							continue // these kernels share the loops of the others
						}
						compare(t, d, batch(n, 7*n, losstest.Margins[n%len(losstest.Margins)]))
					}
					for offset := range 64 {
						compare(t, d, batch(64+offset, offset, 0.5))
					}
					for _, margin := range losstest.Margins {
						compare(t, d, batch(193, 0, margin))
					}
				})
			}
		}
	}
}

// compare runs every method with every choice of gradients; with weights or margins,
// with all of them and one choice that differs from length to length.
func compare[T loss.Float](t *testing.T, d losstest.DType[T], b losstest.Batch[T]) {
	t.Helper()
	want, n := d.Terms(b), len(b.Pairs.X1)
	for i, m := range losstest.Methods {
		choices := m.Choices()
		if m.Counts() || losstest.ColumnsOf(b.Pairs) != (losstest.Columns{}) {
			choices = []int{choices[(n+i)%len(choices)], m.All()}
		}
		for _, choice := range choices {
			compareTiers(t, d, want, m, b, choice)
		}
	}
}

// compareTiers runs one call with every tier.
func compareTiers[T loss.Float](t *testing.T, d losstest.DType[T], want losstest.Terms, m losstest.Method, b losstest.Batch[T], choice int) {
	t.Helper()
	about := func() string {
		return fmt.Sprintf("%v, %d pairs, %v, margin %v, gradients %03b", m, len(b.Pairs.X1), losstest.ColumnsOf(b.Pairs), b.Margin, choice)
	}
	portable := call(t, cpuid.Portable, m, b, choice)
	if diff := d.Check(want, m, portable); diff != "" {
		t.Fatalf("%s: %s", about(), diff)
	}
	for _, tier := range losstest.OtherTiers() {
		if diff := differ(d, portable, call(t, tier, m, b, choice)); diff != "" {
			t.Fatalf("%s: portable and %v: %s", about(), tier, diff)
		}
	}
}

// compareLoss runs a call that reduces, on every tier, and checks its loss.
func compareLoss[T loss.Float](t *testing.T, d losstest.DType[T], want losstest.Terms, m losstest.Method, b losstest.Batch[T]) {
	t.Helper()
	for _, tier := range losstest.Tiers() {
		var r losstest.Result[T]
		require.NoError(t, invoke(tier, m, b, &r))
		if wrong := d.CheckLoss(want, m.Reduction, r.Loss); wrong != "" {
			t.Fatalf("%v on %v, %d pairs: %s", m, tier, len(b.Pairs.X1), wrong)
		}
	}
}

// differ describes the first bit in which two results differ.
func differ[T loss.Float](d losstest.DType[T], a, b losstest.Result[T]) string {
	if math.Float64bits(a.Loss) != math.Float64bits(b.Loss) {
		return fmt.Sprintf("loss %v and %v", a.Loss, b.Loss)
	}
	if a.Stats != b.Stats {
		return fmt.Sprintf("counts %+v and %+v", a.Stats, b.Stats)
	}
	others := b.Outputs()
	for name, values := range a.Outputs() {
		other := others[name]
		if bytes.Equal(losstest.Bytes(values), losstest.Bytes(other)) {
			continue
		}
		for i, v := range values {
			if w := other[i]; d.Bits(v) != d.Bits(w) {
				return fmt.Sprintf("%s[%d] is %x (%v) and %x (%v)", name, i, d.Bits(v), d.Value(v), d.Bits(w), d.Value(w))
			}
		}
	}
	return ""
}
