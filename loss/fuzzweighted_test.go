package loss_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// FuzzWeightedLists goes through up to 200 items of any values, with weights of any kind: every tier must give what all pairs give, one
// by one.
func FuzzWeightedLists(f *testing.F) {
	words := func(list ...float64) (b []byte) {
		for _, v := range list {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
		}
		return b
	}
	for dtype := range uint8(4) {
		f.Add(dtype, uint8(5), uint8(60), 0.5, words(1, 2, 3, 2.5, 1.5), []byte{0, 1, 2, 3, 97})
		f.Add(dtype, uint8(0), uint8(200), -0.25, words(1, math.Inf(1), math.Inf(-1), 2), []byte{0, 31, 0, 4, 0, 62})
		f.Add(dtype, uint8(90), uint8(150), 0.0, words(1, 1, math.NaN(), 0), []byte{255, 3, 9})
		f.Add(dtype, uint8(17), uint8(130), 0.1, words(0.1, 0.2, 0.1+0x1p-26, 0.3), []byte{1, 2, 80, 160, 240})
	}
	f.Fuzz(func(t *testing.T, dtype, length, n uint8, margin float64, scores, items []byte) {
		switch dtype % 4 {
		case 0:
			testFuzzedWeights(t, losstest.Float32, length, n, margin, scores, items)
		case 1:
			testFuzzedWeights(t, losstest.Float64, length, n, margin, scores, items)
		case 2:
			testFuzzedWeights(t, losstest.Float16, length, n, margin, scores, items)
		case 3:
			testFuzzedWeights(t, losstest.BFloat16, length, n, margin, scores, items)
		}
	})
}

// testFuzzedWeights makes lists of a length, the last one shorter. Eight bytes make a score, and one what else an item has: three bits of
// relevance, four of weight, and one that leaves the item out. The lengths say which weights there are.
func testFuzzedWeights[T loss.Float](t *testing.T, d losstest.DType[T], length, n uint8, margin float64, scores, items []byte) {
	if len(scores) < 8 || len(items) == 0 {
		return
	}
	c := losstest.ListCase[T]{Name: "fuzzed", Margin: margin, Boundary: loss.Boundary(len(items) % 2), Upstream: -0.7}
	l := &c.Lists
	if length > 0 {
		l.Offsets = []int{0}
	}
	for i := range int(n) {
		at := (i*i + i/3) % (len(scores) / 8) * 8
		item := items[(i*7+i/5)%len(items)]
		l.Scores = append(l.Scores, d.FromBits(binary.LittleEndian.Uint64(scores[at:])))
		l.Relevance = append(l.Relevance, float32(item&7))
		l.Weights = append(l.Weights, []float32{0, 1, 2, 0x1p-100, 0x1p100, 0x1p-149, math.MaxFloat32, 0.1}[item>>3&7])
		l.Mask = append(l.Mask, item < 240)
		if length > 0 && (i+1)%int(length) == 0 {
			l.Offsets = append(l.Offsets, i+1)
		}
	}
	if length > 0 {
		l.Offsets = append(l.Offsets, int(n))
	}
	if len(scores)%3 == 0 {
		l.Weights = nil
	}
	l.Lambda = lambdas[(len(scores)+int(length))%len(lambdas)].lambda
	l.PerList = n%2 == 0
	compareWeighted(t, d, weightedCase[T]{c, l.PerList, 1 + len(items)/2%2})
}
