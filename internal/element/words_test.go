package element

import (
	"math/rand/v2"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// Every bit of every value counts, wherever in memory the values begin, and no bit of the memory around them
// counts.
func TestDifferences(t *testing.T) {
	for _, tier := range cpuid.Tiers {
		t.Run(tier.String(), func(t *testing.T) {
			if !cpuid.Supported(tier) {
				t.Skipf("tier %v cannot run here", tier)
			}
			testDifferences[uint8](t, tier)
			testDifferences[uint16](t, tier)
			testDifferences[uint32](t, tier)
			testDifferences[uint64](t, tier)
		})
	}
}

func testDifferences[B Bits](t *testing.T, tier cpuid.Tier) {
	r := rand.New(rand.NewPCG(1, uint64(unsafe.Sizeof(B(0)))))
	memory := make([]B, 400)
	for i := range memory {
		memory[i] = B(r.Uint64())
	}
	pattern := B(r.Uint64())
	for begin := range 12 {
		for n := range 200 {
			values := memory[begin+1:][:n]
			for i := range values {
				values[i] = pattern
			}
			require.Zero(t, Differences(tier, values, pattern))
			for i := range values {
				bit := B(1) << r.IntN(8*int(unsafe.Sizeof(pattern)))
				values[i] ^= bit
				if got := Differences(tier, values, pattern); got != bit {
					require.Equal(t, bit, got, "value %d of %d", i, n)
				}
				values[i] ^= bit
			}
			if n > 0 {
				values[n-1] = memory[0]
				values[0] = ^pattern
				require.Equal(t, ^B(0), Differences(tier, values, pattern))
			}
			memory[begin+n+1] = B(r.Uint64())
		}
	}
	long := make([]B, 20*generated.Span)
	for range 20 {
		i := r.IntN(len(long))
		long[i] = 2
		require.Equal(t, B(2), Differences(tier, long, 0), "value %d of many", i)
		long[i] = 0
	}
}

// A single value other than 1 and -1 is found, whatever it is and wherever it is.
func TestAllSigns(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	memory := make([]int8, 300)
	for begin := range 9 {
		for n := range 100 {
			values := memory[begin+1:][:n]
			memory[begin], memory[begin+n+1] = 0, 0
			for i := range values {
				values[i] = int8(1 - 2*r.IntN(2))
			}
			require.True(t, AllSigns(values))
			for i, v := range values {
				values[i] = int8(r.IntN(256))
				if want := values[i] == 1 || values[i] == -1; AllSigns(values) != want {
					require.Failf(t, "wrong", "%d at %d of %d", values[i], i, n)
				}
				values[i] = v
			}
		}
	}
	values := make([]int8, 24)
	for at := range values {
		for v := range 256 {
			for i := range values {
				values[i] = 1
			}
			values[at] = int8(v)
			require.Equal(t, v == 1 || v == 255, AllSigns(values), "%d at %d", int8(v), at)
		}
	}
}

// A slice has no words if its address is not a multiple of the size of its elements.
func TestWordsOfOddAddresses(t *testing.T) {
	tier := cpuid.Current
	byteCount := make([]byte, 200)
	for begin := range 16 {
		values := unsafe.Slice((*uint32)(unsafe.Pointer(&byteCount[begin])), 40)
		head, words, tail := inWords(values)
		require.Equal(t, len(values), len(head)+2*len(words)+len(tail))
		if len(words) > 0 {
			require.Zero(t, uintptr(unsafe.Pointer(&words[0]))%8)
		}
		require.Equal(t, uint32(0), Differences(tier, values, 0))
		byteCount[begin+159] = 1
		require.NotZero(t, Differences(tier, values, 0))
		byteCount[begin+159] = 0
	}
}
