package metric_test

import (
	"encoding/binary"
	"hash/fnv"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// All metrics have the same bits on every machine: these.
func TestSameBits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 5))
	l := loss.Lists[float32]{Offsets: []int{0}}
	for k := range 300 {
		scores, grades := 1+r.IntN(200), 2+r.IntN(30)
		for range k {
			l.Scores = append(l.Scores, float32(r.IntN(scores))/8)
			l.Relevance = append(l.Relevance, float32(r.IntN(grades))*[]float32{1, 0.5, 0.3, 1e-3}[k%4]) // one rounding
		}
		l.Offsets = append(l.Offsets, len(l.Scores))
	}
	metrics := every()
	means, perList := make([]float64, len(metrics)), make([]float64, len(metrics)*300)
	require.NoError(t, metric.Evaluate(means, perList, l, metrics...))
	digest := fnv.New64a()
	for _, values := range [][]float64{means, perList} {
		for i, v := range values {
			if v != v {
				values[i] = -1 // any NaN
			}
		}
		require.NoError(t, binary.Write(digest, binary.LittleEndian, values))
	}
	assert.Equal(t, uint64(0xc1050c462a47148c), digest.Sum64())
}
