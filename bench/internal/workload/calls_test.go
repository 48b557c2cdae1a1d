package workload

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// The call of every workload succeeds on every tier, and no two workloads have the same name.
func TestCalls(t *testing.T) {
	for _, tier := range cpuid.Tiers {
		t.Run(tier.String(), func(t *testing.T) {
			if !cpuid.Supported(tier) {
				t.Skipf("tier %v is not measured: this CPU or this build lacks it", tier)
			}
			defer cpuid.Use(tier)()
			seen := map[string]bool{}
			for _, w := range List(false) {
				assert.NotContains(t, seen, w.String())
				seen[w.String()] = true
				w.N = 100
				assert.NoError(t, w.Prepare().Call(), w)
			}
		})
	}
}

// Each array that Bytes counts as written is written to its end.
func TestStores(t *testing.T) {
	for _, w := range List(false) {
		if w.DType != Float32 {
			continue
		}
		w.N = 100
		b := NewBatch(w, ToFloat32)
		outputs := [][]float32{b.Dst, b.Grads.X1, b.Grads.X2}
		for _, out := range outputs {
			for i := range out {
				out[i] = float32(math.NaN())
			}
		}
		require.NoError(t, b.caller(w)(), w)
		for _, out := range outputs {
			for i := range out {
				require.False(t, math.IsNaN(float64(out[i])), "%v: element %d", w, i)
			}
		}
	}
}

// Whether the next pair is active is as random as a coin toss.
func TestHalfActive(t *testing.T) {
	for _, labels := range LabelKinds {
		w := Workload{Pass: Forward, Reduction: loss.None, DType: Float32, Labels: labels, N: 1 << 14, Workers: 1}
		b := NewBatch(w, ToFloat32)
		require.NoError(t, b.caller(w)(), w)
		active, changes := 0, 0
		for i, v := range b.Dst {
			if v > 0 {
				active++
			}
			if i > 0 && (v > 0) != (b.Dst[i-1] > 0) {
				changes++
			}
		}
		assert.InDelta(t, 0.5, float64(active)/float64(w.N), 0.02, w)
		assert.InDelta(t, 0.5, float64(changes)/float64(w.N), 0.02, w)
	}
}

// Every pass that has weights, margins or counts uses them.
func TestColumns(t *testing.T) {
	for _, pass := range []string{Forward, ForwardBackward} {
		w := Workload{Pass: pass, DType: Float32, Labels: Given, N: 100, Workers: 1, Weights: true, Margins: true, Counts: true}
		assert.NoError(t, w.Prepare().Call(), w)
		b := NewBatch(w, ToFloat32)
		assert.NoError(t, b.Pairs.Validate(), w)
		_, stats, err := loss.MarginRanking[float32]{}.ForwardStats(b.Pairs)
		require.NoError(t, err)
		assert.Positive(t, stats.Active)
		assert.Less(t, stats.Active, int64(w.N))
	}
}
