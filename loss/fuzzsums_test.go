package loss_test

import (
	"encoding/binary"
	"testing"

	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// FuzzSums adds up up to three spans of any losses: every tier must return the sum
// in the order of the contract, to the bit, and within its bound of the exact sum.
func FuzzSums(f *testing.F) {
	words := func(list ...uint64) (b []byte) {
		for _, v := range list {
			b = binary.LittleEndian.AppendUint64(b, v)
		}
		return b
	}
	one, half := uint64(0x3f800000), uint64(0x33800000) // 1 and 2^-24 as float32
	f.Add(uint8(0), uint8(0), uint16(300), uint8(1), words(one, half, half, 0))
	f.Add(uint8(0), uint8(1), uint16(49_152), uint8(16), words(one, half, half, 0))
	f.Add(uint8(0), uint8(2), uint16(16_385), uint8(1), words(1, 0x7f7fffff))         // 2^-149 beside the largest
	f.Add(uint8(0), uint8(0), uint16(20_000), uint8(3), words(one, 0x7f800000, 2))    // Inf among finite
	f.Add(uint8(1), uint8(0), uint16(40_000), uint8(16), words(0x3ff<<52, 0x3ca<<52)) // 1 and 2^-53
	f.Add(uint8(1), uint8(1), uint16(16_384), uint8(1), words(0x7fe<<52, 1))          // 2^1023 and 2^-1074
	f.Add(uint8(2), uint8(0), uint16(999), uint8(2), words(0x3c00, 0x7bff, 1))        // float16
	f.Add(uint8(3), uint8(3), uint16(64), uint8(5), words(0x3f80, 0x7f7f, 1, 0x7fc0)) // bfloat16 with NaN
	f.Add(uint8(3), uint8(2), uint16(0), uint8(0), []byte(nil))

	f.Fuzz(func(t *testing.T, dtype, method uint8, n uint16, repeat uint8, values []byte) {
		m := losstest.Methods[[]int{0, 1, 6, 7}[method%4]] // those that return a loss
		switch length := int(n) % (3*losstest.Span + 100); dtype % 4 {
		case 0:
			testFuzzedSum(t, losstest.Float32, m, length, int(repeat), values)
		case 1:
			testFuzzedSum(t, losstest.Float64, m, length, int(repeat), values)
		case 2:
			testFuzzedSum(t, losstest.Float16, m, length, int(repeat), values)
		case 3:
			testFuzzedSum(t, losstest.BFloat16, m, length, int(repeat), values)
		}
	})
}

// testFuzzedSum adds up n losses: eight bytes of values make one, which comes a
// number of times before the next.
func testFuzzedSum[T loss.Float](t *testing.T, d losstest.DType[T], m losstest.Method, n, repeat int, values []byte) {
	b := losstest.Batch[T]{Scalar: 1}
	b.Pairs.X1 = make([]T, n) // zeros: with margin 0, X2 is the loss if it is positive
	b.Pairs.X2 = make([]T, n)
	var losses []T
	for ; len(values) >= 8; values = values[8:] {
		losses = append(losses, d.FromBits(binary.LittleEndian.Uint64(values)))
	}
	if len(losses) > 0 {
		for i := range n {
			b.Pairs.X2[i] = losses[i/(repeat+1)%len(losses)]
		}
	}
	want := d.Terms(b)
	compareLoss(t, d, want, m, b)
}
