package workload

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/marginrank/marginrank/loss"
)

// A ListRotation is lists of one workload that take turns, so that each call is about other lists than the call before.
// Branch predictors learn short lists that come again and again by heart: slices.Sort of 16 scores took a Zen 5 a third of the
// time.
type ListRotation struct {
	batch             *ListBatch // the one whose turn it is
	scores, relevance []float32  // of all batches
	sorted            []float32  // the scores again, for Sort
	count             int        // of batches
	at, sortedAt      int        // which one is the next, and which one Sort's next
}

// rotationItems is how many items a rotation has: with a sixteenth of them a Zen 5 sorts lists as if it had learned them, with
// more than them no slower.
const rotationItems = 64 << 10

// RotationLength is how many batches of w have as many items as a rotation is to have: at least two.
func RotationLength(w ListWorkload) int { return max(2, rotationItems/w.N()) }

// NewListRotation returns a number of batches of w: normal scores that know nothing of the relevance. They are the same in
// every run.
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

// Weighted is the same rotation, from the first batch on, with weights as [ListBatch.Weighted] has them.
func (r *ListRotation) Weighted(weights, lambda bool) *ListRotation {
	return &ListRotation{scores: r.scores, relevance: r.relevance, batch: r.batch.Weighted(weights, lambda), count: r.count}
}

// Count is the number of batches.
func (r *ListRotation) Count() int { return r.count }

// Next returns the batch whose turn it is. The one before it must not be used any more.
func (r *ListRotation) Next() *ListBatch {
	n := len(r.batch.Grad)
	lo := r.at * n
	r.at = (r.at + 1) % r.count
	r.batch.Lists.Scores, r.batch.Lists.Relevance = r.scores[lo:lo+n], r.relevance[lo:lo+n]
	return r.batch
}

// Call is the loss of the next batch, and its gradients.
func (r *ListRotation) Call() error { return r.Next().Call() }

// Sort returns how long it takes to sort the scores of the next batches, list by list. They are sorted in place: the copies
// that this needs are made while the clock stands, as the loss of lists needs none.
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
