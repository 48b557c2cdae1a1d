package metric_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/metric"
)

// Calls for the same lists may run at the same time.
func TestConcurrent(t *testing.T) {
	l, metrics := lists3(), every()
	want := make([]float64, len(metrics))
	require.NoError(t, metric.Evaluate(want, nil, l, metrics...))
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			got := make([]float64, len(metrics))
			for range 50 {
				assert.NoError(t, metric.Evaluate(got, nil, l, metrics...))
				assert.Equal(t, want, got)
			}
		})
	}
	group.Wait()
}
