package loss

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/x448/float16"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// aligned returns n elements, the first so many elements beyond where streams may begin.
func aligned[T Float](n, beyond int) []T {
	s := make([]T, n+2*generated.StreamAlign)
	for address(s)%generated.StreamAlign != 0 {
		s = s[1:]
	}
	return s[beyond : beyond+n]
}

func TestStreams(t *testing.T) {
	n := streamBeyond()/(5*4) + 1 // five arrays of float32, one pair too many
	if testing.Short() {
		t.Skip("-short: as large as the last cache")
	}
	array := func(beyond int) []float32 { return aligned[float32](n, beyond) }
	b := batch[float32]{x1: array(1), x2: array(2), y: array(3), gx1: array(0), gx2: array(0)}
	assert.True(t, streams(&b))

	fits := b
	fits.y = nil
	assert.False(t, streams(&fits), "they fit the cache")
	misaligned := b
	misaligned.gx2 = array(1)
	assert.False(t, streams(&misaligned), "an output is not aligned")
	inPlace := b
	inPlace.x2 = b.gx1
	assert.False(t, streams(&inPlace), "an output is an input")
}

// TestStreamBits: around the caches goes the same, and no farther.
func TestStreamBits(t *testing.T) {
	for _, tier := range cpuid.Tiers {
		t.Run(tier.String(), func(t *testing.T) {
			if !cpuid.Supported(tier) {
				t.Skipf("tier %v: not run, this CPU or this build lacks it", tier)
			}
			defer cpuid.Use(tier)()
			t.Run("float32", testStreamBits[float32])
			t.Run("float64", testStreamBits[float64])
			t.Run("float16", testStreamBits[Float16])
			t.Run("bfloat16", testStreamBits[BFloat16])
		})
	}
}

func testStreamBits[T Float](t *testing.T) {
	value := func(i int) T { return element[T](float64(i*i%29)/4 - 3) }
	input := func(n, shift int) []T {
		s := make([]T, n)
		for i := range s {
			s[i] = value(i + shift)
		}
		return s
	}
	for _, n := range []int{0, 1, 15, 16, 17, 31, 63, 64, 65, 100, 127, 128, 200, 1000} {
		for _, labels := range []int{0, 1, 2} {
			for _, wanted := range []int{0, 1, 2, 3, 4, 7} {
				for _, op := range []operation{forwardNone, backward, backwardNone, forwardBackward, forwardBackwardNone} {
					var outputs [2][4][]T
					var sums [2]float64
					for i, stream := range []bool{false, true} {
						b := batch[T]{x1: input(n, 0), x2: input(n, 5), upstream: input(n, 3), margin: 0.5, scale: 0.25, stream: stream}
						switch labels {
						case 1:
							b.y = input(n, 11)
						case 2:
							b.signs = make([]int8, n)
							for j := range b.signs {
								b.signs[j] = int8(1 - 2*(j%2))
							}
						}
						for k, field := range []*[]T{&b.gx1, &b.gx2, &b.gy, &b.out} {
							whole := aligned[T](n+64, 0)
							for j := range whole {
								whole[j] = value(7)
							}
							outputs[i][k] = whole
							if k == 3 || wanted>>k&1 == 1 {
								*field = whole[:n]
							}
						}
						sums[i] = run(op, &b, 1).value()
					}
					require.Equal(t, outputs[0], outputs[1], "operation %v, %d pairs, labels %d, gradients %03b", op, n, labels, wanted)
					require.Equal(t, sums[0], sums[1])
				}
			}
		}
	}
}

// element rounds x to T.
func element[T Float](x float64) T {
	var v T
	switch p := any(&v).(type) {
	case *float32:
		*p = float32(x)
	case *float64:
		*p = x
	case *Float16:
		*p = float16.Fromfloat32(float32(x))
	case *BFloat16:
		*p = BFloat16FromFloat32(float32(x))
	}
	return v
}
