package workload_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/bench/internal/plain"
	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/loss"
)

// Lists, pairs formed beforehand, and plain loops give the same gradients.
func TestListForms(t *testing.T) {
	w := workload.ListWorkload{Lists: 7, Items: 30, Levels: 5, Reduction: loss.Sum}
	b := workload.NewListBatch(w)
	require.NoError(t, b.Call())
	want := append([]float32(nil), b.Grad...)
	clear(b.Grad)
	require.NoError(t, b.Explicit()())
	assert.Equal(t, want, b.Grad)
	clear(b.Grad)
	sum := plain.Lists(b.Grad, b.Lists, workload.ListMargin)
	assert.Equal(t, want, b.Grad)
	value, _, err := loss.MarginRanking[float32]{Margin: workload.ListMargin, Reduction: loss.Sum}.ForwardLists(b.Lists)
	require.NoError(t, err)
	assert.InEpsilon(t, value, float64(sum), 1e-5)
}

// Lists with lambda weights and a plain loop give the same results, as far as float32 allows.
func TestLambdaForms(t *testing.T) {
	b := workload.NewListBatch(workload.ListWorkload{Lists: 3, Items: 80, Levels: 5, Reduction: loss.Sum})
	lambda := b.Weighted(false, true)
	require.NoError(t, lambda.Call())
	sum := plain.LambdaLists(b.Grad, b.Lists, b.Ranks(), workload.ListMargin)
	assert.InDeltaSlice(t, lambda.Grad, b.Grad, 1e-6)
	value, _, err := loss.MarginRanking[float32]{Margin: workload.ListMargin, Reduction: loss.Sum}.ForwardLists(lambda.Lists)
	require.NoError(t, err)
	assert.InEpsilon(t, value, sum, 1e-6)
}

// With another number of workers, the call uses the same arrays.
func TestListWorkers(t *testing.T) {
	b := workload.NewListBatch(workload.ListWorkload{Lists: 100, Items: 20, Levels: 5, Workers: 1})
	require.NoError(t, b.Call())
	want := append([]float32(nil), b.Grad...)
	clear(b.Grad)
	require.NoError(t, b.With(loss.AllProcessors)())
	assert.Equal(t, want, b.Grad)
}
