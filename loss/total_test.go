package loss_test

import (
	"bytes"
	"encoding"
	"encoding/binary"
	"encoding/gob"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

var (
	_ encoding.BinaryMarshaler   = new(loss.Total)
	_ encoding.BinaryAppender    = new(loss.Total)
	_ encoding.BinaryUnmarshaler = new(loss.Total)
)

const span = 16384

// merged adds up parts on several machines: in any order, to several totals, which are sent to each other and merged.
func merged(t *testing.T, r *rand.Rand, parts int, add func(t *loss.Total, part int) error) *loss.Total {
	t.Helper()
	machines := make([]loss.Total, 1+r.IntN(4))
	for _, part := range r.Perm(parts) {
		require.NoError(t, add(&machines[r.IntN(len(machines))], part))
	}
	var all loss.Total
	for _, i := range r.Perm(len(machines)) {
		data, err := machines[i].MarshalBinary()
		require.NoError(t, err)
		var received loss.Total
		require.NoError(t, received.UnmarshalBinary(data))
		all.Merge(&received)
	}
	return &all
}

// equalBits compares results, of which NaN is one.
func equalBits(t *testing.T, want, got float64, text ...any) {
	t.Helper()
	assert.Equal(t, math.Float64bits(want), math.Float64bits(got), text...)
}

// equalBytes compares the encodings of totals.
func equalBytes(t *testing.T, want, got *loss.Total, text ...any) {
	t.Helper()
	a, err := want.MarshalBinary()
	require.NoError(t, err)
	b, err := got.MarshalBinary()
	require.NoError(t, err)
	assert.Equal(t, a, b, text...)
}

// A batch that is cut at multiples of spans comes to what one call returns, with any number of workers.
func TestTotalOfPairs(t *testing.T) {
	eagerly(t)
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testTotalOfPairs(t, tier, losstest.Float32) })
		t.Run("float64", func(t *testing.T) { testTotalOfPairs(t, tier, losstest.Float64) })
		t.Run("float16", func(t *testing.T) { testTotalOfPairs(t, tier, losstest.Float16) })
		t.Run("bfloat16", func(t *testing.T) { testTotalOfPairs(t, tier, losstest.BFloat16) })
	})
}

func testTotalOfPairs[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) {
	r := rand.New(rand.NewPCG(7, 7))
	for i, n := range []int{0, 1, 100, span, span + 1, 9*span + 77} {
		for k, columns := range losstest.AllColumns {
			draw := losstest.Ordinary
			if i%2 == 1 && k%2 == 1 {
				draw = losstest.Special
			}
			b := losstest.WithColumns(d, losstest.NewBatch(d, losstest.LabelKind(k%3), n, i, 0.1, draw), columns, i, draw)
			c := on(tier, loss.MarginRanking[T]{Margin: 0.5, P: 1 + k%2, Boundary: loss.Boundary(i % 2), Workers: i % 3, Reduction: loss.None})
			p := b.Pairs
			cuts := []int{0}
			for at := 0; at < n; cuts = append(cuts, at) {
				at = min(at+span*(1+r.IntN(12)), n)
			}
			total := merged(t, r, len(cuts)-1, func(total *loss.Total, part int) error {
				return c.Accumulate(total, slice(p, cuts[part], cuts[part+1]))
			})
			var once loss.Total
			require.NoError(t, c.Accumulate(&once, p))
			equalBytes(t, &once, total, "%d pairs, %v", n, columns)
			c.Reduction = loss.Sum
			sum, stats, err := c.ForwardStats(p)
			require.NoError(t, err)
			c.Reduction = loss.Mean
			mean, err := c.Forward(p)
			require.NoError(t, err)
			equalBits(t, sum, total.Sum(), "%d pairs, %v", n, columns)
			equalBits(t, mean, total.Mean(), "%d pairs, %v", n, columns)
			assert.Equal(t, []int64{stats.Pairs, stats.Active, stats.Wrong}, []int64{total.Pairs(), total.Active(), total.Wrong()})
		}
	}
}

// slice is pairs lo to hi.
func slice[T loss.Float](p loss.Pairs[T], lo, hi int) loss.Pairs[T] {
	q := loss.Pairs[T]{X1: p.X1[lo:hi], X2: p.X2[lo:hi]}
	if p.Y != nil {
		q.Y = p.Y[lo:hi]
	}
	if p.Signs != nil {
		q.Signs = p.Signs[lo:hi]
	}
	if p.Weights != nil {
		q.Weights = p.Weights[lo:hi]
	}
	if p.Margins != nil {
		q.Margins = p.Margins[lo:hi]
	}
	return q
}

// The same for pairs by index.
func TestTotalOfIndexedPairs(t *testing.T) {
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		testTotalOfIndexedPairs(t, tier, losstest.Float32)
		testTotalOfIndexedPairs(t, tier, losstest.BFloat16)
	})
}

func testTotalOfIndexedPairs[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) {
	r := rand.New(rand.NewPCG(8, 8))
	for i, n := range []int{1, 3*span + 5} {
		for _, columns := range losstest.AllColumns {
			b := losstest.WithColumns(d, losstest.NewBatch(d, losstest.Given, n, i, 0.1, losstest.Ordinary), columns, i, losstest.Ordinary)
			p := loss.IndexedPairs[T]{Scores: b.Pairs.X1[:min(n, 300)], Y: b.Pairs.Y, Weights: b.Pairs.Weights, Margins: b.Pairs.Margins}
			for range n {
				p.I, p.J = append(p.I, int32(r.IntN(len(p.Scores)))), append(p.J, int32(r.IntN(len(p.Scores))))
			}
			c := on(tier, loss.MarginRanking[T]{Margin: 0.5})
			total := merged(t, r, (n+span-1)/span, func(total *loss.Total, part int) error {
				lo, hi := part*span, min((part+1)*span, n)
				q := p
				q.I, q.J, q.Y = p.I[lo:hi], p.J[lo:hi], p.Y[lo:hi]
				if p.Weights != nil {
					q.Weights = p.Weights[lo:hi]
				}
				if p.Margins != nil {
					q.Margins = p.Margins[lo:hi]
				}
				return c.AccumulateIndexed(total, q)
			})
			mean, stats, err := c.ForwardIndexedStats(p)
			require.NoError(t, err)
			equalBits(t, mean, total.Mean(), "%d pairs, %v", n, columns)
			assert.Equal(t, []int64{stats.Pairs, stats.Active, stats.Wrong}, []int64{total.Pairs(), total.Active(), total.Wrong()})
			c.Reduction = loss.Sum
			sum, err := c.ForwardIndexed(p)
			require.NoError(t, err)
			equalBits(t, sum, total.Sum())
		}
	}
}

// Lists come to what one call returns, in any order.
func TestTotalOfLists(t *testing.T) {
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testTotalOfLists(t, tier, losstest.Float32) })
		t.Run("float64", func(t *testing.T) { testTotalOfLists(t, tier, losstest.Float64) })
		t.Run("float16", func(t *testing.T) { testTotalOfLists(t, tier, losstest.Float16) })
		t.Run("bfloat16", func(t *testing.T) { testTotalOfLists(t, tier, losstest.BFloat16) })
	})
}

func testTotalOfLists[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) {
	r := rand.New(rand.NewPCG(9, 9))
	for _, n := range []int{1, 20, 700} {
		for kind := -1; kind < 6; kind++ {
			l := weigh(manyLists(d, n), kind)
			for i, margin := range losstest.Margins {
				c := on(tier, loss.MarginRanking[T]{Margin: margin, P: 1 + i/2%2, Boundary: loss.Boundary(i % 2), Reduction: loss.None})
				total := merged(t, r, len(l.Offsets)-1, func(total *loss.Total, k int) error {
					lo, hi := l.Offsets[k], l.Offsets[k+1]
					q := loss.Lists[T]{Scores: l.Scores[lo:hi], Relevance: l.Relevance[lo:hi], Lambda: l.Lambda, PerList: l.PerList}
					if l.Mask != nil {
						q.Mask = l.Mask[lo:hi]
					}
					if l.Weights != nil {
						q.Weights = l.Weights[lo:hi]
					}
					return c.AccumulateLists(total, q)
				})
				c.Reduction = loss.Sum
				sum, stats, err := c.ForwardLists(l)
				require.NoError(t, err)
				equalBits(t, sum, total.Sum(), "%d items, kind %d, margin %v", n, kind, margin)
				assert.Equal(t, []int64{stats.Pairs, stats.Active, wrongPairs(d, l)}, []int64{total.Pairs(), total.Active(), total.Wrong()})
				c.Reduction = loss.Mean
				mean, _, err := c.ForwardLists(l)
				require.NoError(t, err)
				if total.Weight() == 0 {
					assert.True(t, math.IsNaN(total.Mean()))
				} else {
					equalBits(t, mean, total.Mean(), "%d items, kind %d, margin %v", n, kind, margin)
				}
			}
		}
	}
}

// How lists are grouped does not show in the encoding, not even where some losses are infinite or NaN and others are not.
func TestTotalOfGroups(t *testing.T) {
	notFinite := 0
	losstest.EachListCase(losstest.Float32, func(lc losstest.ListCase[float32]) {
		l, lists := lc.Lists, len(lc.Lists.Offsets)-1
		c := loss.MarginRanking[float32]{Margin: lc.Margin, P: 1 + len(l.Scores)%2, Boundary: lc.Boundary}
		var once, apart loss.Total
		require.NoError(t, c.AccumulateLists(&once, l))
		for k := lists - 1; k >= 0; k-- {
			lo, hi := l.Offsets[k], l.Offsets[k+1]
			q := loss.Lists[float32]{Scores: l.Scores[lo:hi], Relevance: l.Relevance[lo:hi]}
			if l.Mask != nil {
				q.Mask = l.Mask[lo:hi]
			}
			require.NoError(t, c.AccumulateLists(&apart, q))
		}
		if lists < 0 { // all items are one list
			require.NoError(t, c.AccumulateLists(&apart, l))
		}
		equalBytes(t, &once, &apart, lc.Name)
		if sum := once.Sum(); lists > 1 && sum-sum != 0 {
			notFinite++
		}
	})
	assert.Greater(t, notFinite, 5)
}

// wrongPairs counts pairs, one by one, whose item of higher relevance has the lower score.
func wrongPairs[T loss.Float](d losstest.DType[T], l loss.Lists[T]) (wrong int64) {
	for k := range len(l.Offsets) - 1 {
		for i := l.Offsets[k]; i < l.Offsets[k+1]; i++ {
			for j := l.Offsets[k]; j < l.Offsets[k+1]; j++ {
				kept := l.Mask == nil || l.Mask[i] && l.Mask[j]
				if kept && l.Relevance[i] > l.Relevance[j] && d.Value(l.Scores[i]) < d.Value(l.Scores[j]) {
					wrong++
				}
			}
		}
	}
	return wrong
}

// Calls of all kinds and types add up in one total; an exact sum that rounding made negative counts as 0.
func TestTotalOfAll(t *testing.T) {
	var total loss.Total
	assert.Zero(t, total.Sum())
	assert.Zero(t, total.Weight())
	equalBits(t, math.NaN(), total.Mean())

	require.NoError(t, loss.MarginRanking[float32]{Margin: 1}.Accumulate(&total, loss.Pairs[float32]{X1: []float32{0, 5}, X2: []float32{1, 0}}))
	weighted := loss.Pairs[float64]{X1: []float64{0}, X2: []float64{0}, Weights: []float64{0.5}}
	require.NoError(t, loss.MarginRanking[float64]{Margin: 3}.Accumulate(&total, weighted))
	lists := loss.Lists[float32]{Scores: []float32{1, 2}, Relevance: []float32{1, 0}}
	require.NoError(t, loss.MarginRanking[float32]{}.AccumulateLists(&total, lists))
	assert.Equal(t, 2+1.5+1, total.Sum())
	assert.Equal(t, 3.5, total.Weight())
	assert.Equal(t, 4.5/3.5, total.Mean())
	assert.Equal(t, []int64{4, 3, 2}, []int64{total.Pairs(), total.Active(), total.Wrong()})
	total.Merge(&total)
	assert.Equal(t, 9.0, total.Sum())
	assert.Equal(t, int64(8), total.Pairs())

	inf := loss.Pairs[float64]{X1: []float64{math.Inf(-1)}, X2: []float64{0}}
	require.NoError(t, loss.MarginRanking[float64]{}.Accumulate(&total, inf))
	assert.Equal(t, math.Inf(1), total.Sum())
	require.NoError(t, loss.MarginRanking[float32]{}.AccumulateLists(&total, loss.Lists[float32]{Scores: []float32{float32(math.NaN()), 2}, Relevance: []float32{1, 0}}))
	equalBits(t, math.NaN(), total.Sum())
	equalBits(t, math.NaN(), total.Mean())
}

// A call with an error adds nothing.
func TestTotalErrors(t *testing.T) {
	var total loss.Total
	require.NoError(t, loss.MarginRanking[float32]{Margin: 1}.Accumulate(&total, loss.Pairs[float32]{X1: []float32{0}, X2: []float32{1}}))
	before := total
	c := loss.MarginRanking[float32]{}
	two, one := []float32{1, 2}, []float32{1}
	assert.ErrorIs(t, c.Accumulate(&total, loss.Pairs[float32]{X1: two, X2: one}), loss.ErrLength)
	assert.ErrorIs(t, c.Accumulate(&total, loss.Pairs[float32]{X1: two, X2: two, Y: two, Signs: []int8{1, 1}}), loss.ErrLabels)
	assert.ErrorIs(t, loss.MarginRanking[float32]{Boundary: 2}.Accumulate(&total, loss.Pairs[float32]{X1: two, X2: two}), loss.ErrBoundary)
	assert.ErrorIs(t, c.AccumulateIndexed(&total, loss.IndexedPairs[float32]{Scores: two, I: []int32{0, 2}, J: []int32{0, 0}}), loss.ErrIndex)
	assert.ErrorIs(t, c.AccumulateIndexed(&total, loss.IndexedPairs[float32]{Scores: two, I: []int32{0}, J: nil}), loss.ErrLength)
	assert.ErrorIs(t, c.AccumulateLists(&total, loss.Lists[float32]{Scores: two, Relevance: one}), loss.ErrLength)
	assert.ErrorIs(t, c.AccumulateLists(&total, loss.Lists[float32]{Scores: two, Relevance: two, Offsets: []int{0, 3}}), loss.ErrOffsets)
	assert.ErrorIs(t, c.AccumulateLists(&total, loss.Lists[float32]{Scores: two, Relevance: two, Weights: []float32{-1, 1}}), loss.ErrWeights)
	assert.ErrorIs(t, c.AccumulateLists(&total, loss.Lists[float32]{Scores: two, Relevance: []float32{-1, 1}, Lambda: &loss.Lambda{}}), loss.ErrLambda)
	assert.Equal(t, before, total)
}

// sealed is data with a checksum that is right.
func sealed(data []byte) []byte {
	checksum := fnv.New32a()
	checksum.Write(data)
	return binary.LittleEndian.AppendUint32(bytes.Clone(data), checksum.Sum32())
}

// Data that was cut or changed is an error that changes nothing.
func TestTotalCorrupt(t *testing.T) {
	var total loss.Total
	p := loss.Pairs[float64]{X1: []float64{0, 1e300, -1e-300, -3}, X2: []float64{1, 2, 3, 0}, Weights: []float64{0.1, 1, 2, 1e-200}}
	require.NoError(t, loss.MarginRanking[float64]{Margin: 1}.Accumulate(&total, p))
	data, err := total.MarshalBinary()
	require.NoError(t, err)
	var same loss.Total
	require.NoError(t, same.UnmarshalBinary(data))
	equalBits(t, total.Sum(), same.Sum())
	corrupt := func(data []byte, text ...any) {
		t.Helper()
		assert.ErrorIs(t, same.UnmarshalBinary(data), loss.ErrCorrupt, text...)
		equalBytes(t, &total, &same, text...)
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
	corrupt(append(bytes.Clone(data), 0))
	corrupt(sealed(append(bytes.Clone(body), 0)))
	newer := bytes.Clone(body)
	newer[0]++
	corrupt(sealed(newer))
	counts := func(pairs, active, wrong uint64) []byte {
		b := append([]byte{1}, make([]byte, 9)...)
		for _, count := range []uint64{pairs, active, wrong} {
			b = binary.AppendUvarint(b, count)
		}
		return sealed(b)
	}
	corrupt(counts(1<<63, 0, 0), "too many pairs")
	corrupt(counts(3, 4, 0), "more active pairs than there are")
	corrupt(counts(3, 0, 4), "more wrong pairs than there are")
	corrupt(sealed([]byte{1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x83, 0, 0, 0}), "a longer varint than needed")
	require.NoError(t, new(loss.Total).UnmarshalBinary(counts(math.MaxInt64, 4, 4)))
	again, err := same.AppendBinary([]byte("before"))
	require.NoError(t, err)
	assert.Equal(t, "before"+string(data), string(again))

	var b bytes.Buffer
	require.NoError(t, gob.NewEncoder(&b).Encode(struct{ Total *loss.Total }{&total}))
	var received struct{ Total *loss.Total }
	require.NoError(t, gob.NewDecoder(&b).Decode(&received))
	equalBits(t, total.Mean(), received.Total.Mean())
}

// FuzzTotal decodes anything, as it is and with a checksum: what is accepted is the encoding of itself, and merges without a panic.
func FuzzTotal(f *testing.F) {
	var total loss.Total
	add := func() {
		data, err := total.MarshalBinary()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		f.Add(data[:len(data)-4])
	}
	f.Add([]byte{})
	add()
	for _, x := range []float64{1, -1e300, 1e-310, math.Inf(-1), math.NaN()} {
		if err := (loss.MarginRanking[float64]{Margin: 1}).Accumulate(&total, loss.Pairs[float64]{X1: []float64{x}, X2: []float64{2}}); err != nil {
			f.Fatal(err)
		}
		add()
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		testDecoded(t, data)
		testDecoded(t, sealed(data))
	})
}

func testDecoded(t *testing.T, data []byte) {
	var a loss.Total
	if err := a.UnmarshalBinary(data); err != nil {
		assert.ErrorIs(t, err, loss.ErrCorrupt)
		assert.Equal(t, loss.Total{}, a)
		return
	}
	again, err := a.MarshalBinary()
	require.NoError(t, err)
	require.Equal(t, data, again)
	sum := a.Sum()
	for range 70 {
		a.Merge(&a)
	}
	assert.True(t, a.Pairs() >= 0 && a.Active() >= 0 && a.Wrong() >= 0)
	if !math.IsNaN(sum) && sum > 0 {
		assert.GreaterOrEqual(t, a.Sum(), sum)
	}
}
