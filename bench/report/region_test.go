package main

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/bench/internal/roofline"
	"github.com/marginrank/marginrank/bench/internal/workload"
)

// someCaches has machines with and without L3, and one whose cores share a small L3.
var someCaches = map[string]caches{
	"server": {32 << 10, 1 << 20, 32 << 20},
	"phone":  {64 << 10, 8 << 20, 0},
	"laptop": {48 << 10, 2 << 20, 12 << 20},
}

// The arrays for a region are in that region, and have whole blocks for rooflines.
func TestRegions(t *testing.T) {
	for name, c := range someCaches {
		for _, w := range limitWorkloads() {
			for _, r := range c.regions() {
				n := r.pairs(w)
				assert.Equal(t, r.name, c.of(n*w.PairBytes()), "%s: %v: %d pairs", name, w, n)
				assert.Zero(t, n%roofline.Multiple(w), w)
				if r.name == memory {
					assert.GreaterOrEqual(t, n, 8<<20, w)
					assert.Greater(t, n*w.PairBytes(), 2*c.last(), w)
				}
			}
		}
		for _, r := range c.regions() {
			for _, pass := range []string{workload.Forward, workload.ForwardBackward} {
				w := r.indexed(pass)
				assert.Equal(t, r.name, c.of(w.Items*w.ItemBytes()), "%s: %v", name, w)
				assert.LessOrEqual(t, w.N, mostIndexed, w)
			}
		}
		for _, r := range c.beyondL2() {
			assert.Greater(t, r.bytes, c.L2, name)
		}
	}
}

// The parts of streams add up to the whole.
func TestParts(t *testing.T) {
	for _, count := range []int{1, 2, 3, 8} {
		w := workload.Workload{Pass: workload.ForwardBackward, DType: workload.Float16, Labels: workload.Signs, N: 11 * step}
		s := w.Prepare().Streams
		at, signs := 0, 0
		for _, part := range parts(s, w, count) {
			for i := range part.In {
				assert.Same(t, &s.In[i][at], &part.In[i][0])
				assert.Zero(t, len(part.In[i])%(step*w.ElementBytes()))
			}
			for i := range part.Out {
				assert.Same(t, &s.Out[i][at], &part.Out[i][0])
			}
			assert.Same(t, &s.Signs[signs], &part.Signs[0])
			at += len(part.In[0])
			signs += len(part.Signs)
		}
		assert.Equal(t, len(s.In[0]), at)
		assert.Equal(t, len(s.Signs), signs)
	}
}
