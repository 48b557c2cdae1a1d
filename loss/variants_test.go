package loss_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// Every variant of every kernel runs under this one body: the portable one
// against the reference, the others against the portable one, to the bit.
func TestVariants(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testVariants(t, typeFloat32) })
	t.Run("float64", func(t *testing.T) { testVariants(t, typeFloat64) })
	t.Run("float16", func(t *testing.T) { testVariants(t, typeFloat16) })
	t.Run("bfloat16", func(t *testing.T) { testVariants(t, typeBFloat16) })
}

func testVariants[T loss.Float](t *testing.T, d dtype[T]) {
	draws := map[string]func(*rand.Rand) float64{"ordinary": ordinary, "special": special}
	for kindName, kind := range labelKinds {
		for drawName, draw := range draws {
			t.Run("labels "+kindName+"/"+drawName, func(t *testing.T) {
				for n := range 301 {
					compare(t, d, newBatch(d, kind, n, 7*n, margins[n%len(margins)], draw))
				}
				for offset := range 64 {
					compare(t, d, newBatch(d, kind, 64+offset, offset, 0.5, draw))
				}
				for _, margin := range margins {
					compare(t, d, newBatch(d, kind, 193, 0, margin, draw))
				}
			})
		}
	}
}

// compare runs every method with every choice of gradients.
func compare[T loss.Float](t *testing.T, d dtype[T], b batch[T]) {
	t.Helper()
	want := d.terms(b)
	for _, m := range methods {
		for _, choice := range m.choices() {
			compareTiers(t, d, want, m, b, choice)
		}
	}
}

// compareTiers runs one call with every tier.
func compareTiers[T loss.Float](t *testing.T, d dtype[T], want terms, m method, b batch[T], choice int) {
	t.Helper()
	about := func() string {
		return fmt.Sprintf("%v, %d pairs, margin %v, gradients %03b", m, len(b.pairs.X1), b.margin, choice)
	}
	portable := callWith(t, cpuid.Portable, m, b, choice)
	if diff := d.check(want, m, portable); diff != "" {
		t.Fatalf("%s: %s", about(), diff)
	}
	for _, tier := range otherTiers() {
		if diff := differ(d, portable, callWith(t, tier, m, b, choice)); diff != "" {
			t.Fatalf("%s: portable and %v: %s", about(), tier, diff)
		}
	}
}

// compareLoss runs a call that reduces, on every tier, and checks its loss.
func compareLoss[T loss.Float](t *testing.T, d dtype[T], want terms, m method, b batch[T]) {
	t.Helper()
	for _, tier := range tiers() {
		var r result[T]
		require.NoError(t, with(tier, func() error { return invoke(m, b, &r) }))
		if wrong := d.checkLoss(want, m.reduction, r.loss); wrong != "" {
			t.Fatalf("%v on %v, %d pairs: %s", m, tier, len(b.pairs.X1), wrong)
		}
	}
}

// differ describes the first bit in which two results differ.
func differ[T loss.Float](d dtype[T], a, b result[T]) string {
	if math.Float64bits(a.loss) != math.Float64bits(b.loss) {
		return fmt.Sprintf("loss %v and %v", a.loss, b.loss)
	}
	others := b.outputs()
	for name, values := range a.outputs() {
		for i, v := range values {
			if w := others[name][i]; d.bits(v) != d.bits(w) {
				return fmt.Sprintf("%s[%d] is %x (%v) and %x (%v)", name, i, d.bits(v), d.value(v), d.bits(w), d.value(w))
			}
		}
	}
	return ""
}
