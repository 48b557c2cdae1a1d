package element

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/x448/float16"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

type brain uint16

// On every tier, slices of any length are converted to the same bits as their elements one by one, and nothing
// around them changes.
func TestSlices(t *testing.T) {
	for _, tier := range cpuid.Tiers {
		t.Run(tier.String(), func(t *testing.T) {
			if !cpuid.Supported(tier) {
				t.Skipf("tier %v cannot run here", tier)
			}
			testSlices(t, tier, NarrowHalf, widenHalf)
			testSlices(t, tier, func(v float32) brain { return brain(generated.NarrowBF16(v)) }, func(v brain) float32 { return generated.WidenBF16(uint16(v)) })
		})
	}
}

func testSlices[T float16.Float16 | brain](t *testing.T, tier cpuid.Tier, narrow func(float32) T, widen func(T) float32) {
	const guard, longest = 7, 2*generated.Span + 100
	r := rand.New(rand.NewPCG(1, 17))
	floats, elements := make([]float32, longest), make([]T, longest)
	for i := range floats {
		floats[i], elements[i] = math.Float32frombits(r.Uint32()), T(i)
		if i%3 > 0 {
			floats[i] = float32(r.NormFloat64()) * 0x1p-13 * float32(int(1)<<r.IntN(28))
		}
	}
	lengths := []int{generated.Span - 1, generated.Span, generated.Span + 17, 2 * generated.Span, longest - 1}
	for n := range 130 {
		lengths = append(lengths, n)
	}
	for _, n := range lengths {
		begin := r.IntN(min(longest-n, 40))
		narrowed, widened := make([]T, n+2), make([]float32, n+2)
		narrowed[0], narrowed[n+1], widened[0], widened[n+1] = guard, guard, guard, guard
		FromFloat32(tier, narrowed[1:n+1], floats[begin:][:n])
		ToFloat32(tier, widened[1:n+1], elements[begin:][:n])
		for i := range n {
			if want := narrow(floats[begin+i]); narrowed[i+1] != want {
				require.Equal(t, want, narrowed[i+1], "%v, %d of %d", floats[begin+i], i, n)
			}
			if want := widen(elements[begin+i]); math.Float32bits(widened[i+1]) != math.Float32bits(want) {
				require.Equal(t, want, widened[i+1], "%#x, %d of %d", elements[begin+i], i, n)
			}
		}
		require.Equal(t, []T{guard, guard}, []T{narrowed[0], narrowed[n+1]})
		require.Equal(t, []float32{guard, guard}, []float32{widened[0], widened[n+1]})
	}
	for bits := 0; bits < 1<<16; bits += 1 << 12 { // all elements of 16 bits
		all, values := make([]T, 1<<12), make([]float32, 1<<12)
		for i := range all {
			all[i] = T(bits + i)
		}
		ToFloat32(tier, values, all)
		for i, v := range all {
			require.Equal(t, math.Float32bits(widen(v)), math.Float32bits(values[i]), "%#x", v)
		}
		FromFloat32(tier, all, values)
		for i, v := range values {
			require.Equal(t, narrow(v), all[i], "%v", v)
		}
	}
}
