package evaluate_test

import (
	"encoding"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/beam/evaluate"
	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

func TestMain(m *testing.M) { ptest.Main(m) }

func init() {
	register.Function2x1(keepTotals)
	register.Function2x1(keepTotal)
	register.Function1x2(named)
	register.Function1x2(listKey)
	register.Function1x2(blockKey)
}

// kept has the encodings of what a pipeline has computed, by key: Prism runs pipelines of tests in this process.
var kept sync.Map

func keepTotals(key string, t *evaluate.Totals) error { return keep(key, t) }
func keepTotal(key string, t *loss.Total) error       { return keep(key, t) }

// named gives totals without a key one.
func named(t *evaluate.Totals) (string, *evaluate.Totals) { return "all", t }

func keep(key string, t encoding.BinaryMarshaler) error {
	encoded, err := t.MarshalBinary()
	if _, twice := kept.Swap(key, encoded); twice {
		return fmt.Errorf("key %q came twice", key)
	}
	return err
}

// The key of an element is its name up to the last two characters.
func listKey(l evaluate.List) (string, evaluate.List)    { return l.Name[:len(l.Name)-2], l }
func blockKey(b evaluate.Block) (string, evaluate.Block) { return b.Name[:len(b.Name)-2], b }

// runPipeline runs a pipeline on Prism.
func runPipeline(build func(s beam.Scope)) error {
	p, s := beam.NewPipelineWithRoot()
	build(s)
	return ptest.Run(p)
}

// keptBy runs a pipeline and returns what it has kept.
func keptBy(t *testing.T, build func(s beam.Scope)) map[string][]byte {
	t.Helper()
	kept.Clear()
	require.NoError(t, runPipeline(build))
	results := map[string][]byte{}
	kept.Range(func(key, value any) bool {
		results[key.(string)] = value.([]byte)
		return true
	})
	return results
}

var settings = evaluate.Settings{Margin: 0.5, Metrics: []evaluate.Metric{
	{Kind: metric.KindNDCG, K: 3}, {Kind: metric.KindNDCG}, {Kind: metric.KindMAP, Threshold: 1}, {Kind: metric.KindMRR}, {Kind: metric.KindAUC},
}}

// randomLists returns lists of all magnitudes, with ties, and some without items or weights.
func randomLists(n int) []evaluate.List {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	lists := make([]evaluate.List, n)
	for k := range lists {
		l := &lists[k]
		scale := float32(uint32(1) << r.IntN(20))
		for range r.IntN(30) {
			l.Scores = append(l.Scores, float32(r.IntN(50))/scale)
			l.Relevance = append(l.Relevance, float32(r.IntN(5)))
			if k%2 == 0 {
				l.Weights = append(l.Weights, r.Float32())
			}
		}
	}
	return lists
}
