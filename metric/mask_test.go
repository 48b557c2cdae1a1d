package metric_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// Any byte of a mask but 0 keeps its item: memory that C or a file wrote may hold any.
func TestMaskOfAnyByte(t *testing.T) {
	eachType(t, testMaskOfAnyByte[float32], testMaskOfAnyByte[float64], testMaskOfAnyByte[loss.Float16], testMaskOfAnyByte[loss.BFloat16], testMaskOfAnyByte[score32], testMaskOfAnyByte[score64])
}

func testMaskOfAnyByte[T loss.Float](t *testing.T, of func(float64) T) {
	metrics, masked := every(), 0
	for seed := range uint64(100) {
		l := smallLists(rand.New(rand.NewPCG(seed, 8)), of)
		if len(l.Mask) == 0 {
			continue
		}
		masked++
		others := make([]byte, len(l.Mask))
		for i, keep := range l.Mask {
			if keep {
				others[i] = []byte{2, 1, 4, 0x80, 0xfe, 0xff}[i%6]
			}
		}
		other := l
		other.Mask = unsafe.Slice((*bool)(unsafe.Pointer(&others[0])), len(others))
		want, got := make([]float64, len(metrics)), make([]float64, len(metrics))
		require.NoError(t, metric.Evaluate(want, nil, l, metrics...))
		require.NoError(t, metric.Evaluate(got, nil, other, metrics...))
		for m := range metrics {
			require.Equal(t, math.Float64bits(want[m]), math.Float64bits(got[m]), "seed %d, %v", seed, metrics[m])
		}
	}
	require.Greater(t, masked, 20)
}
