package evaluate_test

import (
	"encoding"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/beam/evaluate"
	"github.com/marginrank/marginrank/loss"
)

var (
	_ encoding.BinaryMarshaler   = new(evaluate.Totals)
	_ encoding.BinaryAppender    = new(evaluate.Totals)
	_ encoding.BinaryUnmarshaler = new(evaluate.Totals)
)

// Every prefix, an end that is too long and another version are damage, and change nothing.
func TestDamagedEncodings(t *testing.T) {
	data := loop(t, settings, randomLists(50))
	var totals evaluate.Totals
	for n := range data {
		require.ErrorIs(t, totals.UnmarshalBinary(data[:n:n]), loss.ErrCorrupt, "%d bytes", n)
	}
	require.ErrorIs(t, totals.UnmarshalBinary(append(data[:len(data):len(data)], 0)), loss.ErrCorrupt)
	require.ErrorIs(t, totals.UnmarshalBinary(append([]byte{2}, data[1:]...)), loss.ErrCorrupt)
	require.ErrorIs(t, totals.UnmarshalBinary([]byte{1, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1}), loss.ErrCorrupt)
	assert.Equal(t, evaluate.Totals{}, totals)
	require.NoError(t, totals.UnmarshalBinary(data))
	again, err := totals.MarshalBinary()
	require.NoError(t, err)
	assert.Equal(t, data, again)
}

// FuzzTotals decodes anything without a panic, and encodes what it could decode so that it decodes to the same.
func FuzzTotals(f *testing.F) {
	f.Add([]byte{1, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		var totals, again evaluate.Totals
		if totals.UnmarshalBinary(data) != nil {
			return
		}
		encoded, err := totals.MarshalBinary()
		require.NoError(t, err)
		require.NoError(t, again.UnmarshalBinary(encoded))
		same, err := again.MarshalBinary()
		require.NoError(t, err)
		assert.Equal(t, encoded, same)
	})
}

// Totals of other metrics cannot be merged.
func TestMergeOfOtherMetrics(t *testing.T) {
	decode := func(s evaluate.Settings) *evaluate.Totals {
		totals := new(evaluate.Totals)
		require.NoError(t, totals.UnmarshalBinary(loop(t, s, randomLists(5))))
		return totals
	}
	for _, metrics := range [][]evaluate.Metric{nil, settings.Metrics[1:], append(settings.Metrics[:1:1], settings.Metrics[0])} {
		into := decode(evaluate.Settings{Metrics: metrics})
		require.ErrorContains(t, into.Merge(decode(settings)), "NDCG@3")
		assert.Equal(t, decode(evaluate.Settings{Metrics: metrics}), into)
	}
	var empty evaluate.Totals
	require.NoError(t, empty.Merge(decode(settings)))
	encoded, err := empty.MarshalBinary()
	require.NoError(t, err)
	assert.Equal(t, loop(t, settings, randomLists(5)), encoded)
}
