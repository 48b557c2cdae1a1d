package spans

import (
	"fmt"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/x448/float16"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/element"
)

// aligned returns n elements. The first one is beyond elements after an address where streaming stores may begin.
func aligned[T any](n, beyond int) []T {
	s := make([]T, n+2*generated.StreamAlign)
	for uintptr(unsafe.Pointer(&s[0]))%generated.StreamAlign != 0 {
		s = s[1:]
	}
	return s[beyond : beyond+n]
}

func pointer[E any](s []E) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(s)) }

// Outputs are stored past the caches if they are large, aligned, and no inputs.
func TestStreams(t *testing.T) {
	t.Parallel()
	array := func(beyond int) unsafe.Pointer { return pointer(aligned[float32](100, beyond)) }
	batch := generated.Args{N: 100, X1: array(1), X2: array(2), Y: array(3), GX1: array(0), GX2: array(0)}
	large := streamBeyond() + 1
	assert.True(t, streams(&batch, 4, large))
	assert.False(t, streams(&batch, 4, large-1), "they fit the cache")

	for _, beyond := range []int{1, 2, 4, 8} {
		misaligned := batch
		misaligned.GX2 = array(beyond)
		assert.False(t, streams(&misaligned, 4, large), "an output begins %d bytes behind a line", 4*beyond)
	}
	inPlace := batch
	inPlace.X2 = batch.GX1
	assert.False(t, streams(&inPlace, 4, large), "an output is an input")

	all := arraysOf(&batch, 4)
	assert.Equal(t, 5*400, all.bytes)
	batch.Signs, batch.Y = (*int8)(array(0)), nil
	all = arraysOf(&batch, 4)
	assert.Equal(t, 4*400+100, all.bytes)
	assert.Len(t, all.list(), 5)
}

// Stores past the caches write the same elements as stores through them, and nothing beyond the outputs.
func TestStreamBits(t *testing.T) {
	for _, tier := range cpuid.Tiers {
		t.Run(tier.String(), func(t *testing.T) {
			if !cpuid.Supported(tier) {
				t.Skipf("tier %v: not run, this CPU or this build lacks it", tier)
			}
			t.Run("float32", func(t *testing.T) { t.Parallel(); testStreamBits[float32](t, tier) })
			t.Run("float64", func(t *testing.T) { t.Parallel(); testStreamBits[float64](t, tier) })
			t.Run("float16", func(t *testing.T) { t.Parallel(); testStreamBits[float16.Float16](t, tier) })
			t.Run("bfloat16", func(t *testing.T) { t.Parallel(); testStreamBits[uint16](t, tier) })
		})
	}
}

func testStreamBits[T any](t *testing.T, tier cpuid.Tier) {
	value := func(i int) T { return element.Of[T](float64(i*i%29)/4 - 3) }
	input := func(n, shift int) unsafe.Pointer {
		s := make([]T, n+1)
		for i := range s {
			s[i] = value(i + shift)
		}
		return pointer(s)
	}
	for _, n := range []int{0, 1, 15, 16, 17, 31, 63, 64, 65, 100, 127, 128, 200, 1000, 1024} {
		for _, labels := range []string{"absent", "given", "int8"} {
			for _, weighted := range []bool{false, true} {
				for _, wanted := range []int{1, 2, 3, 4, 7} { // gradients
					for op := generated.Sum; op <= generated.SquaredEachGrad; op++ {
						var outputs [2][4][]T
						var totals [2]Total
						for i, stream := range []bool{false, true} {
							a := generated.Args{N: n, X1: input(n, 0), X2: input(n, 5), Stream: stream}
							a.Margin, a.Scale, a.Weight = generated.ScalarOf[T](0.5), generated.ScalarOf[T](0.25), generated.ScalarOf[T](1)
							switch labels {
							case "given":
								a.Y = input(n, 11)
							case "int8":
								signs := make([]int8, n+1)
								for j := range signs {
									signs[j] = int8(1 - 2*(j%2))
								}
								a.Signs = &signs[0]
							}
							if weighted {
								a.Weights = input(n, 2)
							}
							if op == generated.Grad || op == generated.EachGrad || op == generated.SquaredEachGrad {
								a.Upstream = input(n, 3)
							}
							for k, field := range []*unsafe.Pointer{&a.GX1, &a.GX2, &a.GY, &a.Out} {
								whole := aligned[T](n+64, 0)
								for j := range whole {
									whole[j] = value(7)
								}
								outputs[i][k] = whole
								if k == 3 || wanted>>k&1 == 1 {
									*field = pointer(whole)
								}
							}
							var tally Tally
							runNth[T](op, tier, &a, 0, &tally)
							totals[i] = tally.Total()
						}
						what := fmt.Sprintf("operation %v, %d pairs, labels %s, weights %v, gradients %03b", op, n, labels, weighted, wanted)
						require.Equal(t, outputs[0], outputs[1], what)
						require.Equal(t, totals[0], totals[1], what)
					}
				}
			}
		}
	}
}
