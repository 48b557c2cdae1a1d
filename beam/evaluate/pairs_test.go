package evaluate_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/beam/evaluate"
	"github.com/marginrank/marginrank/loss"
)

const span = 16384

// randomPairs returns pairs with some of the optional columns.
func randomPairs(n int, labels, weights, margins bool) loss.Pairs[float32] {
	r := rand.New(rand.NewPCG(2, uint64(n)))
	var p loss.Pairs[float32]
	for range n {
		p.X1, p.X2 = append(p.X1, r.Float32()), append(p.X2, r.Float32())
		if labels {
			p.Y = append(p.Y, float32(1-2*r.IntN(2)))
		}
		if weights {
			p.Weights = append(p.Weights, float32(r.IntN(3)))
		}
		if margins {
			p.Margins = append(p.Margins, r.Float32())
		}
	}
	return p
}

// blocksOf cuts pairs into blocks of a span.
func blocksOf(p loss.Pairs[float32]) (blocks []evaluate.Block) {
	part := func(column []float32, lo, hi int) []float32 {
		if column == nil {
			return nil
		}
		return column[lo:hi]
	}
	for lo := 0; lo < len(p.X1); lo += span {
		hi := min(lo+span, len(p.X1))
		blocks = append(blocks, evaluate.Block{X1: p.X1[lo:hi], X2: p.X2[lo:hi],
			Y: part(p.Y, lo, hi), Weights: part(p.Weights, lo, hi), Margins: part(p.Margins, lo, hi)})
	}
	return blocks
}

// Blocks in any number of shards, and in reverse, have the bits of one call for all pairs.
func TestShardsOfPairs(t *testing.T) {
	for columns := range 4 {
		p := randomPairs(20*span+99, columns%2 == 1, columns >= 2, columns == 3)
		value, stats, err := loss.MarginRanking[float32]{Margin: settings.Margin}.ForwardStats(p)
		require.NoError(t, err)
		blocks := blocksOf(p)
		for _, shards := range []int{1, 3, 8, 16} {
			slices.Reverse(blocks)
			for i := range blocks {
				blocks[i].Name = fmt.Sprintf("shard %02d.x", i%shards)
			}
			var all loss.Total
			got := keptBy(t, func(scope beam.Scope) {
				keyed := beam.ParDo(scope, blockKey, beam.CreateList(scope, blocks))
				beam.ParDo0(scope, keepTotal, evaluate.Pairs(scope, settings, keyed))
			})
			assert.Len(t, got, shards)
			for _, encoded := range got {
				var one loss.Total
				require.NoError(t, one.UnmarshalBinary(encoded))
				all.Merge(&one)
			}
			assert.Equal(t, value, all.Mean(), "%d shards", shards)
			assert.Equal(t, []int64{stats.Pairs, stats.Active, stats.Wrong}, []int64{all.Pairs(), all.Active(), all.Wrong()})
		}
	}
}

func TestErrorsNameTheBlock(t *testing.T) {
	blocks := []evaluate.Block{{X1: []float32{1}, X2: []float32{2}}, {Name: "the bad one", X1: []float32{1}}}
	err := runPipeline(func(scope beam.Scope) { evaluate.Pairs(scope, settings, beam.CreateList(scope, blocks)) })
	require.ErrorContains(t, err, `block "the bad one": `)
	assert.ErrorContains(t, err, loss.ErrLength.Error())
}
