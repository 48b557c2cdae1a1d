package allpairs_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
)

// Pairs whose difference of scores is above the margin but rounds to the margin are active. The gradients include
// their lambda weights, whether an item has few such pairs or many.
func TestEdges(t *testing.T) {
	for _, edges := range []int{0, 1, 8, 9, 20} {
		t.Run(fmt.Sprint(edges), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(1, 2))
			l := loss.Lists[float32]{Lambda: &loss.Lambda{}}
			for k := range 100 {
				l.Scores, l.Relevance = append(l.Scores, float32(6*rng.Float64()-3)), append(l.Relevance, float32(k%5))
			}
			for k := range 3 {
				l.Scores, l.Relevance = append(l.Scores, 1), append(l.Relevance, float32(2+k))
			}
			for k := range edges {
				l.Scores, l.Relevance = append(l.Scores, float32(-0x1p-30*float64(1+k))), append(l.Relevance, float32(k%2))
			}
			grad := make([]float32, len(l.Scores))
			_, _, err := loss.MarginRanking[float32]{Margin: 1, Reduction: loss.Sum}.ForwardBackwardLists(grad, l, 1)
			require.NoError(t, err)
			want, found := lambdaGradients(l)
			assert.Equal(t, 3*edges, found)
			assert.InDeltaSlice(t, want, grad, 1e-7)
		})
	}
}

// lambdaGradients computes gradients with a margin of 1 in a loop over all pairs. edges is the number of pairs
// whose difference of scores rounds to the margin.
func lambdaGradients(l loss.Lists[float32]) (grad []float64, edges int) {
	n := len(l.Scores)
	grad = make([]float64, n)
	gain, discount := make([]float64, n), make([]float64, n)
	ideal := 0.0
	for i := range n {
		rank, best := 1, 1
		for j := range n {
			if l.Scores[j] > l.Scores[i] || l.Scores[j] == l.Scores[i] && j < i {
				rank++
			}
			if l.Relevance[j] > l.Relevance[i] || l.Relevance[j] == l.Relevance[i] && j < i {
				best++
			}
		}
		gain[i], discount[i] = math.Exp2(float64(l.Relevance[i]))-1, 1/math.Log2(float64(1+rank))
		ideal += gain[i] / math.Log2(float64(1+best))
	}
	for i := range n {
		for j := range n {
			if l.Relevance[i] <= l.Relevance[j] || l.Scores[i]-l.Scores[j] > 1 {
				continue
			}
			if float64(l.Scores[i])-float64(l.Scores[j]) > 1 {
				edges++
			}
			w := (gain[i] - gain[j]) * math.Abs(discount[i]-discount[j]) / ideal
			grad[i] -= w
			grad[j] += w
		}
	}
	return grad, edges
}
