package kernels

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

var ops = []generated.Op{generated.Sum, generated.SumGrad, generated.Grad, generated.Each, generated.EachGrad}

// span is the largest number of pairs of a kernel call.
const span = 16384

// calls visits calls of every operation, of the hinge and of its square, kind of labels and form, for all lengths up to 200 and for some longer
// ones, up to a span. The rest of a call is random, but the same in every run.
func (e element[T, C]) calls(seed uint64, visit func(c *call[T])) {
	r := rand.New(rand.NewPCG(seed, 0))
	var lengths []int
	for n := 0; n <= 200; n++ {
		if testing.Short() && n > 70 && n%7 > 0 { // fewer lengths, for emulators
			continue
		}
		lengths = append(lengths, n)
	}
	lengths = append(lengths, 256, 384, 511, 640+r.IntN(1000), 64*(20+r.IntN(20)))
	for _, op := range ops {
		for kind := none; kind <= ofInt8; kind++ {
			for _, squared := range []bool{false, true} {
				add := func(n int, weighted bool) {
					c := e.randomCall(r, op, n, kind, weighted)
					c.squared = squared
					visit(c)
				}
				for _, n := range lengths {
					add(n, false)
					add(n, true)
				}
				add(span-r.IntN(2)*r.IntN(100), true)
			}
		}
	}
}

// onTiers runs a test for every element type on every tier that can run here.
func onTiers(t *testing.T, test func(t *testing.T, tier cpuid.Tier, kernels suite)) {
	for _, tier := range cpuid.Tiers {
		t.Run(tier.String(), func(t *testing.T) {
			if !cpuid.Supported(tier) {
				t.Skipf("tier %v cannot run here", tier)
			}
			for name, kernels := range map[string]suite{"f32": f32, "f64": f64, "f16": f16, "bf16": bf16} {
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					test(t, tier, kernels)
				})
			}
		})
	}
}

// A suite has the tests for one element type.
type suite interface {
	tiers(t *testing.T, tier cpuid.Tier)
	portable(t *testing.T)
}

// Every tier gives the same bits as portable Go in every call, and stores nowhere else.
func TestTiersAgree(t *testing.T) {
	onTiers(t, func(t *testing.T, tier cpuid.Tier, kernels suite) { kernels.tiers(t, tier) })
}

func (e element[T, C]) tiers(t *testing.T, tier cpuid.Tier) {
	calls := 0
	e.calls(1, func(c *call[T]) {
		got := c.run(tier, onHeap)
		want := c.run(cpuid.Portable, onHeap)
		if text := difference(got, want); text != "" && !t.Failed() {
			t.Errorf("%v: %s", c, text)
		}
		if got.problem != "" && !t.Failed() {
			t.Errorf("%v: %s", c, got.problem)
		}
		calls++
	})
	if calls < 4000 {
		t.Error(fmt.Sprint(calls, " calls"))
	}
}
