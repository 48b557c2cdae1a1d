package workload

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/marginrank/marginrank/loss"
)

// A ListRotation is a number of batches of one workload that take turns, so that each call gets other lists than
// the call before. Otherwise branch predictors would learn short lists by heart: on a Zen 5, slices.Sort of 16
// scores that are always the same took a third of the time.
type ListRotation struct {
	batch             *ListBatch // the batch whose turn it is
	scores, relevance []float32  // for all batches
	sorted            []float32  // copies of the scores, for Sort
	count             int        // the number of batches
	at, sortedAt      int        // the index of the next batch for Next, and for Sort
}

// rotationItems is the number of items that a rotation has in total. With a sixteenth as many, a Zen 5 sorts
// lists as fast as if it had learned them. With more items it is no slower.
const rotationItems = 64 << 10

// RotationLength returns the number of batches of w that have rotationItems items together, or 2 if that is less
// than 2.
func RotationLength(w ListWorkload) int { return max(2, rotationItems/w.N()) }

// NewListRotation returns a rotation of count batches of w, which are the same in every run. Scores are normally
// distributed and independent of the relevance.
func NewListRotation(w ListWorkload, count int) *ListRotation {
	rng := rand.New(rand.NewPCG(4, 5))
	n := w.N()
	r := &ListRotation{scores: make([]float32, count*n), relevance: make([]float32, count*n), count: count}
	for i := range r.scores {
		r.scores[i], r.relevance[i] = float32(rng.NormFloat64()), float32(rng.IntN(w.Levels))
	}
	r.batch = &ListBatch{Grad: make([]float32, n), criterion: loss.MarginRanking[float32]{Margin: ListMargin, Reduction: w.Reduction, Workers: w.Workers}}
	r.batch.Lists.Offsets = make([]int, w.Lists+1)
	for k := range r.batch.Lists.Offsets {
		r.batch.Lists.Offsets[k] = k * w.Items
	}
	return r
}

// Weighted returns the same rotation with weights, as [ListBatch.Weighted] does. It begins with the first batch.
func (r *ListRotation) Weighted(weights, lambda bool) *ListRotation {
	return &ListRotation{scores: r.scores, relevance: r.relevance, batch: r.batch.Weighted(weights, lambda), count: r.count}
}

// Squared returns the same rotation with P = 2. It begins with the first batch.
func (r *ListRotation) Squared() *ListRotation {
	return &ListRotation{scores: r.scores, relevance: r.relevance, batch: r.batch.Squared(), count: r.count}
}

// Count returns the number of batches.
func (r *ListRotation) Count() int { return r.count }

// Next returns the next batch. The batch that it returned before must not be used any more.
func (r *ListRotation) Next() *ListBatch {
	n := len(r.batch.Grad)
	lo := r.at * n
	r.at = (r.at + 1) % r.count
	r.batch.Lists.Scores, r.batch.Lists.Relevance = r.scores[lo:lo+n], r.relevance[lo:lo+n]
	return r.batch
}

// Call computes the loss of the next batch and its gradients.
func (r *ListRotation) Call() error { return r.Next().Call() }

// Sort returns how long it takes to sort the scores of the next batches, as many as calls says, list by list. It
// sorts copies in place. The time does not include making the copies, since the loss of lists needs none.
func (r *ListRotation) Sort(calls int) (time.Duration, error) {
	if r.sorted == nil {
		r.sorted = make([]float32, len(r.scores))
	}
	n := len(r.batch.Grad)
	offsets := r.batch.Lists.Offsets
	var total time.Duration
	for calls > 0 {
		from := r.sortedAt
		to := min(from+calls, r.count)
		calls -= to - from
		r.sortedAt = to % r.count
		copy(r.sorted[from*n:to*n], r.scores[from*n:to*n])
		start := time.Now()
		for b := from; b < to; b++ {
			for k := 1; k < len(offsets); k++ {
				slices.Sort(r.sorted[b*n+offsets[k-1] : b*n+offsets[k]])
			}
		}
		total += time.Since(start)
	}
	return total, nil
}
