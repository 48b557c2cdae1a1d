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
			for _, has := range allColumns {
				t.Run("labels "+kindName+"/"+drawName+"/"+has.String(), func(t *testing.T) {
					batch := func(n, offset int, margin float64) batch[T] {
						return withColumns(d, newBatch(d, kind, n, offset, margin, draw), has, offset, draw)
					}
					for n := range 301 {
						if testing.Short() && has != (columns{}) && n%5 > 0 {
							continue // these kernels share the loops of the others
						}
						compare(t, d, batch(n, 7*n, margins[n%len(margins)]))
					}
					for offset := range 64 {
						compare(t, d, batch(64+offset, offset, 0.5))
					}
					for _, margin := range margins {
						compare(t, d, batch(193, 0, margin))
					}
				})
			}
		}
	}
}

// compare runs every method with every choice of gradients; with weights or margins,
// with all of them and one choice that differs from length to length.
func compare[T loss.Float](t *testing.T, d dtype[T], b batch[T]) {
	t.Helper()
	want, n := d.terms(b), len(b.pairs.X1)
	for i, m := range methods {
		choices := m.choices()
		if m.counts() || columnsOf(b.pairs) != (columns{}) {
			choices = []int{choices[(n+i)%len(choices)], m.all()}
		}
		for _, choice := range choices {
			compareTiers(t, d, want, m, b, choice)
		}
	}
}

// compareTiers runs one call with every tier.
func compareTiers[T loss.Float](t *testing.T, d dtype[T], want terms, m method, b batch[T], choice int) {
	t.Helper()
	about := func() string {
		return fmt.Sprintf("%v, %d pairs, %v, margin %v, gradients %03b", m, len(b.pairs.X1), columnsOf(b.pairs), b.margin, choice)
	}
	portable := call(t, cpuid.Portable, m, b, choice)
	if diff := d.check(want, m, portable); diff != "" {
		t.Fatalf("%s: %s", about(), diff)
	}
	for _, tier := range otherTiers() {
		if diff := differ(d, portable, call(t, tier, m, b, choice)); diff != "" {
			t.Fatalf("%s: portable and %v: %s", about(), tier, diff)
		}
	}
}

// compareLoss runs a call that reduces, on every tier, and checks its loss.
func compareLoss[T loss.Float](t *testing.T, d dtype[T], want terms, m method, b batch[T]) {
	t.Helper()
	for _, tier := range tiers() {
		var r result[T]
		require.NoError(t, invoke(tier, m, b, &r))
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
	if a.stats != b.stats {
		return fmt.Sprintf("counts %+v and %+v", a.stats, b.stats)
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
