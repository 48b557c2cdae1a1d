package loss_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// A goldenWeights is a case of weighted.json: see weighted.py.
type goldenWeights struct {
	By          string
	P           int
	Margin      float64
	TopK        int
	Offsets     []int
	Scores      []float64
	Relevance   []float32
	Weights     []float32
	Lambda      bool
	Lists       []float64
	Mean        float64
	PerList     float64
	SumGrad     []float64 `json:"sum_grad"`
	MeanGrad    []float64 `json:"mean_grad"`
	PerListGrad []float64 `json:"perlist_grad"`
}

// Lists with weights, and squares, are what PyTorch makes of their explicit pairs, and lists with lambda weights what Rax makes of them: as
// far as float64 allows, in which both sum.
func TestGoldenWeights(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/weighted.json")
	require.NoError(t, err)
	var file struct{ Cases []goldenWeights }
	require.NoError(t, json.Unmarshal(text, &file))
	powers := map[int]int{}
	for _, c := range file.Cases {
		powers[c.P]++
	}
	require.Equal(t, map[int]int{1: 36, 2: 24}, powers)
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		for k, c := range file.Cases {
			l := loss.Lists[float64]{Scores: c.Scores, Relevance: c.Relevance, Weights: c.Weights, Offsets: c.Offsets}
			if !slices.ContainsFunc(c.Weights, func(w float32) bool { return w != 1 }) {
				l.Weights = nil
			}
			if c.Lambda {
				l.Lambda = &loss.Lambda{TopK: c.TopK}
			}
			dst := make([]float64, len(c.Lists))
			_, err := on(tier, loss.MarginRanking[float64]{Margin: c.Margin, P: c.P}).ForwardListsNone(dst, l)
			require.NoError(t, err)
			sum := 0.0
			for i, v := range c.Lists {
				sum += v
				assert.InDelta(t, v, dst[i], 1e-14*(1+v), "case %d by %s, list %d", k, c.By, i)
			}
			for _, of := range []struct {
				reduction loss.Reduction
				perList   bool
				value     float64
				grad      []float64
			}{{loss.Sum, false, sum, c.SumGrad}, {loss.Mean, false, c.Mean, c.MeanGrad}, {loss.Mean, true, c.PerList, c.PerListGrad}} {
				l.PerList = of.perList
				grad := make([]float64, len(c.Scores))
				value, _, err := on(tier, loss.MarginRanking[float64]{Margin: c.Margin, P: c.P, Reduction: of.reduction}).ForwardBackwardLists(grad, l, 1)
				require.NoError(t, err)
				assert.InDelta(t, of.value, value, 1e-14*(1+of.value), "case %d by %s, %v, per list %v", k, c.By, of.reduction, of.perList)
				assert.InDeltaSlice(t, of.grad, grad, 1e-14*float64(1+len(grad)), "case %d by %s, %v, per list %v", k, c.By, of.reduction, of.perList)
			}
		}
	})
}
