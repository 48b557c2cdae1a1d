package loss_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// FuzzLists goes through up to 600 items of any values, in lists of any lengths: every tier must
// give what all pairs give, one by one.
func FuzzLists(f *testing.F) {
	words := func(list ...float32) (b []byte) {
		for _, v := range list {
			b = binary.LittleEndian.AppendUint64(b, uint64(math.Float32bits(v)))
		}
		return b
	}
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	for dtype := range uint8(4) {
		f.Add(dtype, uint8(3), uint16(20), 0.5, 1.0, words(1, 2, 3, 2.5, 1.5), []byte{0, 1, 2, 3})
		f.Add(dtype, uint8(0), uint16(100), -0.25, -2.0, words(1, inf, -inf, 2), []byte{0, 1, 0, 4, 0, 0})
		f.Add(dtype, uint8(200), uint16(150), 0.0, math.Inf(1), words(1, 1, nan, 0), []byte{255, 3, 9})
		f.Add(dtype, uint8(17), uint16(49), math.Inf(1), 1.0, words(math.MaxFloat32, -math.MaxFloat32, 1e-40), []byte{1, 2})
		f.Add(dtype, uint8(0), uint16(600), 0.25, 1.0, words(1, 1.25, -0.5, 2.5, 0.1), []byte{0, 4, 9, 1, 12, 16})
		f.Add(dtype, uint8(17), uint16(64), 0.1, 1.0, words(0.1, 0.2, 0.30000001, 0.4, 0.5), []byte{1, 2, 20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 220, 240, 5, 6, 7})
	}
	f.Fuzz(func(t *testing.T, dtype, length uint8, n uint16, margin, upstream float64, scores, items []byte) {
		switch n := int(n % 601); dtype % 4 {
		case 0:
			testFuzzedLists(t, losstest.Float32, length, n, margin, upstream, scores, items)
		case 1:
			testFuzzedLists(t, losstest.Float64, length, n, margin, upstream, scores, items)
		case 2:
			testFuzzedLists(t, losstest.Float16, length, n, margin, upstream, scores, items)
		case 3:
			testFuzzedLists(t, losstest.BFloat16, length, n, margin, upstream, scores, items)
		}
	})
}

// testFuzzedLists makes lists of a length, the last one shorter. Eight bytes make a score, and one what else an
// item has: its relevance and, in the highest values, that it's left out.
func testFuzzedLists[T loss.Float](t *testing.T, d losstest.DType[T], length uint8, n int, margin, upstream float64, scores, items []byte) {
	c := losstest.ListCase[T]{Name: "fuzzed", Margin: margin, Boundary: loss.Boundary(len(items) % 2), Upstream: upstream}
	var values []T
	for ; len(scores) >= 8; scores = scores[8:] {
		values = append(values, d.FromBits(binary.LittleEndian.Uint64(scores)))
	}
	if length > 0 {
		c.Lists.Offsets = []int{0}
	}
	for i := range n {
		var s T
		if len(values) > 0 {
			s = values[(i*i+i/3)%len(values)]
		}
		item := byte(i)
		if len(items) > 0 {
			item = items[(i*7+i/5)%len(items)]
		}
		c.Lists.Scores = append(c.Lists.Scores, s)
		c.Lists.Relevance = append(c.Lists.Relevance, float32(item>>2))
		c.Lists.Mask = append(c.Lists.Mask, item < 250)
		if length > 0 && (i+1)%int(length) == 0 {
			c.Lists.Offsets = append(c.Lists.Offsets, i+1)
		}
	}
	if length > 0 {
		c.Lists.Offsets = append(c.Lists.Offsets, n)
	}
	want := d.Pairwise(c.Lists, c.Margin, c.Boundary)
	for _, tier := range losstest.Tiers() {
		compareWith(t, tier, d, c, want)
	}
}
