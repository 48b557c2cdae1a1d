package loss_test

import (
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// Every array on every other one, moved by every number of bytes at which they
// touch: an output that shares a byte is an error and nothing is written, unless it
// is exactly one of the inputs.
func TestOverlaps(t *testing.T) {
	t.Parallel()
	t.Run("float32", func(t *testing.T) { t.Parallel(); testOverlaps(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { t.Parallel(); testOverlaps(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { t.Parallel(); testOverlaps(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { t.Parallel(); testOverlaps(t, losstest.BFloat16) })
}

func testOverlaps[T loss.Float](t *testing.T, d losstest.DType[T]) {
	const n = 3
	reach := n * int(unsafe.Sizeof(*new(T)))
	for _, m := range losstest.Methods {
		for _, labels := range []uint8{0, 1, 2, 4, 8, 12} {
			for array := losstest.OutDst; array <= losstest.OutY; array++ {
				for on := range array {
					for shift := -reach; shift <= reach; shift++ {
						places := make([]byte, 3*(array+1))
						places[3*array], places[3*array+1] = byte(on+1), byte(shift)
						testFuzzed(t, d, fuzzedCall{method: m, labels: labels, choice: losstest.WantAll, n: n, margin: 0.5, upstream: 1, places: places})
					}
				}
			}
		}
	}
}

// Two inputs may begin at the same address, Signs with shorter elements than the other: an output behind the
// end of Signs still shares memory with the other.
func TestOverlapBesideSigns(t *testing.T) {
	t.Parallel()
	const n = 8
	memory := make([]float32, 3*n)
	signs := unsafe.Slice((*int8)(unsafe.Pointer(&memory[0])), n)
	p := loss.Pairs[float32]{X1: memory[:n], X2: make([]float32, n), Signs: signs}
	for at := range 2 * n {
		out := memory[at:][:n]
		want := error(nil)
		if at < n {
			want = loss.ErrOverlap
		}
		assert.ErrorIs(t, loss.MarginRanking[float32]{}.ForwardNone(out, p), want, at)
		assert.ErrorIs(t, loss.MarginRanking[float32]{}.Backward(loss.Grads[float32]{X1: out}, p, 1), want, at)
	}
}
