package workload

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Next returns one batch after the other, and then the first one again.
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

// Sort sorts copies of the next batches, list by list, and begins again after the last batch.
func TestSort(t *testing.T) {
	w := ListWorkload{Lists: 3, Items: 5, Levels: 4, Workers: 1}
	const count = 4
	r := NewListRotation(w, count)
	before := slices.Clone(r.scores)
	sorted := 0
	for _, calls := range []int{1, 2, 3, 9} {
		clear(r.sorted)
		took, err := r.Sort(calls)
		require.NoError(t, err)
		assert.Positive(t, took)
		assert.Equal(t, before, r.scores, "they are needed again")
		touched := map[int]bool{}
		for i := range calls {
			touched[(sorted+i)%count] = true
		}
		sorted += calls
		for b := range count {
			for lo := b * w.N(); lo < (b+1)*w.N(); lo += w.Items {
				want := make([]float32, w.Items)
				if touched[b] {
					want = slices.Sorted(slices.Values(before[lo : lo+w.Items]))
				}
				assert.Equal(t, want, r.sorted[lo:lo+w.Items], "batch %d in %d calls", b, calls)
			}
		}
	}
}
