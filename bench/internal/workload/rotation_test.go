package workload

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Each batch of a rotation is another one, until the first comes round again.
func TestListRotation(t *testing.T) {
	w := ListWorkload{Lists: 3, Items: 5, Levels: 4, Workers: 1}
	const count = 4
	r := NewListRotation(w, count)
	assert.Equal(t, count, r.Count())
	var seen [][]float32
	for range count {
		b := r.Next()
		require.Len(t, b.Lists.Scores, w.N())
		require.Len(t, b.Lists.Relevance, w.N())
		assert.NotContains(t, seen, b.Lists.Scores)
		seen = append(seen, b.Lists.Scores)
		require.NoError(t, b.Call())
	}
	assert.Equal(t, seen[0], r.Next().Lists.Scores)
	assert.Equal(t, seen[0], NewListBatch(w).Lists.Scores, "the usual batch is the first")
	assert.Equal(t, 64<<10, RotationLength(ListWorkload{Lists: 1, Items: 1}))
	assert.Equal(t, 2, RotationLength(ListWorkload{Lists: 1, Items: 1 << 20}), "even a long list is not sorted twice in a row")
}

// Sort sorts copies, list by list, however often it goes round.
func TestSort(t *testing.T) {
	w := ListWorkload{Lists: 3, Items: 5, Levels: 4, Workers: 1}
	for _, calls := range []int{1, 4, 9} {
		r := NewListRotation(w, 4)
		before := slices.Clone(r.scores)
		took, err := r.Sort(calls)
		require.NoError(t, err)
		assert.Positive(t, took)
		assert.Equal(t, before, r.scores, "they are needed again")
		for lo := 0; lo < min(calls, 4)*w.N(); lo += w.Items {
			want := slices.Sorted(slices.Values(before[lo : lo+w.Items]))
			assert.Equal(t, want, r.sorted[lo:lo+w.Items])
		}
	}
}
