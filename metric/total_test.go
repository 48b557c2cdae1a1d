package metric_test

import (
	"bytes"
	"encoding/binary"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

var totalled = []metric.Metric{
	{Kind: metric.KindNDCG, K: 10}, {Kind: metric.KindMRR}, {Kind: metric.KindMAP, Threshold: 1}, {Kind: metric.KindAUC},
	{Kind: metric.KindPrecision, K: 3}, {Kind: metric.KindRecall, K: 3}, {Kind: metric.KindHitRate, K: 2}, {Kind: metric.KindKendallTau},
}

// someLists are lists of many lengths, with ties, and some without a value.
func someLists(r *rand.Rand, n int) loss.Lists[float32] {
	l := loss.Lists[float32]{Offsets: []int{0}}
	for range n {
		grades := r.IntN(4)
		for range r.IntN(30) {
			l.Scores = append(l.Scores, float32(r.IntN(20)))
			l.Relevance = append(l.Relevance, float32(r.IntN(1+grades)))
		}
		l.Offsets = append(l.Offsets, len(l.Scores))
	}
	return l
}

// Totals of several machines, in any order, come to what one call returns.
func TestTotal(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for _, n := range []int{0, 1, 2, 300} {
		l := someLists(r, n)
		want := make([]float64, len(totalled))
		require.NoError(t, metric.Evaluate(want, nil, l, totalled...))
		for range 5 {
			machines := make([][]metric.Total, 1+r.IntN(4))
			for i := range machines {
				machines[i] = make([]metric.Total, len(totalled))
			}
			for _, k := range r.Perm(n) {
				lo, hi := l.Offsets[k], l.Offsets[k+1]
				part := loss.Lists[float32]{Scores: l.Scores[lo:hi], Relevance: l.Relevance[lo:hi]}
				require.NoError(t, metric.Accumulate(machines[r.IntN(len(machines))], part, totalled...))
			}
			for m := range totalled {
				var all metric.Total
				for _, i := range r.Perm(len(machines)) {
					data, err := machines[i][m].MarshalBinary()
					require.NoError(t, err)
					var received metric.Total
					require.NoError(t, received.UnmarshalBinary(data))
					all.Merge(&received)
				}
				assert.Equal(t, math.Float64bits(want[m]), math.Float64bits(all.Mean()), "%v of %d lists", totalled[m], n)
				assert.Equal(t, math.IsNaN(all.Mean()), all.Weight() == 0)
			}
		}
	}
}

// A call with an error adds nothing.
func TestAccumulate(t *testing.T) {
	l := someLists(rand.New(rand.NewPCG(6, 6)), 20)
	totals := make([]metric.Total, 2)
	ndcg := []metric.Metric{{K: 5}, {Gain: func(r float32) float64 { return float64(r) - math.Inf(1) }}}
	assert.ErrorIs(t, metric.Accumulate(totals, l, ndcg...), metric.ErrGain)
	assert.ErrorIs(t, metric.Accumulate(totals, l, totalled...), loss.ErrLength)
	assert.ErrorIs(t, metric.Accumulate(totals[:1], l, metric.Metric{Kind: 100}), metric.ErrMetric)
	assert.Equal(t, make([]metric.Total, 2), totals)
	require.NoError(t, metric.Accumulate(totals, l, totalled[:2]...))
	totals[0].Merge(&totals[0])
	assert.Equal(t, 2*totals[1].Weight(), totals[0].Weight(), "the same lists have an NDCG and an MRR")
}

// sealed is data with a checksum that is right.
func sealed(data []byte) []byte {
	checksum := fnv.New32a()
	checksum.Write(data)
	return binary.LittleEndian.AppendUint32(bytes.Clone(data), checksum.Sum32())
}

// Data that was cut or changed, or is no mean of lists, is an error that changes nothing.
func TestTotalCorrupt(t *testing.T) {
	totals := make([]metric.Total, len(totalled))
	require.NoError(t, metric.Accumulate(totals, someLists(rand.New(rand.NewPCG(8, 8)), 20), totalled...))
	for m := range totals {
		total := totals[m]
		data, err := total.MarshalBinary()
		require.NoError(t, err)
		corrupt := func(data []byte, text ...any) {
			t.Helper()
			assert.ErrorIs(t, total.UnmarshalBinary(data), loss.ErrCorrupt, text...)
			assert.Equal(t, totals[m], total, text...)
		}
		body := data[:len(data)-4]
		require.Equal(t, data, sealed(body))
		for n := range data {
			corrupt(data[:n], n)
		}
		for n := range body {
			corrupt(sealed(body[:n]), n)
		}
		for bit := range 8 * len(data) {
			damaged := bytes.Clone(data)
			damaged[bit/8] ^= 1 << (bit % 8)
			corrupt(damaged, bit)
		}
		corrupt(sealed(append(bytes.Clone(body), 0)))
		newer := bytes.Clone(body)
		newer[0]++
		corrupt(sealed(newer))
		for name, of := range map[string]struct{ sum, weight []byte }{
			"a negative number of lists": {one(0), one(8)},
			"a part of a list":           {one(0), []byte{0, 16, 1, 1, 0, 0, 0, 0, 0, 0, 0}},
			"infinitely many lists":      {one(0), []byte{1, 0, 0}},
			"NaN lists":                  {one(0), []byte{4, 0, 0}},
			"a NaN sum":                  {[]byte{4, 0, 0}, one(0)},
			"an infinite sum":            {[]byte{2, 0, 0}, one(0)},
		} {
			corrupt(sealed(append(append([]byte{1}, of.sum...), of.weight...)), name)
		}
	}
	var total metric.Total
	require.NoError(t, total.UnmarshalBinary(sealed(append(append([]byte{1}, one(8)...), one(0)...))))
	assert.Equal(t, -1.0, total.Mean())
}

// one is the encoding of 1, with the flags of its sign.
func one(flags byte) []byte { return []byte{flags, 16, 1, 0, 0, 0, 0, 0, 0, 8, 0} }

// FuzzTotal decodes anything, as it is and with a checksum: what is accepted is the encoding of itself.
func FuzzTotal(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{1, 0, 0, 0, 0, 0, 0})
	l := someLists(rand.New(rand.NewPCG(7, 7)), 9)
	totals := make([]metric.Total, len(totalled))
	if err := metric.Accumulate(totals, l, totalled...); err != nil {
		f.Fatal(err)
	}
	for i := range totals {
		data, err := totals[i].MarshalBinary()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		f.Add(data[:len(data)-4])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		testDecoded(t, data)
		testDecoded(t, sealed(data))
	})
}

func testDecoded(t *testing.T, data []byte) {
	var a metric.Total
	if err := a.UnmarshalBinary(data); err != nil {
		assert.ErrorIs(t, err, loss.ErrCorrupt)
		assert.Equal(t, metric.Total{}, a)
		return
	}
	again, err := a.MarshalBinary()
	require.NoError(t, err)
	assert.Equal(t, data, again)
	a.Merge(&a)
	assert.GreaterOrEqual(t, a.Weight(), 0.0)
}
