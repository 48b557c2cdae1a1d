package evaluate_test

import (
	"context"
	"fmt"
	"os"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"

	"github.com/marginrank/marginrank/beam/evaluate"
	"github.com/marginrank/marginrank/metric"
)

func init() { register.Function1x0(printTotals) }

// printTotals runs where the worker runs. With Prism this is the same process.
func printTotals(t *evaluate.Totals) {
	fmt.Printf("%d lists, %d pairs, %d of them wrong\n", t.Lists, t.Loss.Pairs(), t.Loss.Wrong())
	fmt.Printf("loss %.3f\n", t.Loss.Mean())
	for i, m := range t.Metrics {
		fmt.Printf("%v %.3f\n", m, t.Means[i].Mean())
	}
}

// Two queries are evaluated on Prism, in this process.
func ExampleLists() {
	p, s := beam.NewPipelineWithRoot()
	lists := beam.CreateList(s, []evaluate.List{
		{Name: "shoes", Scores: []float32{0.9, 0.3, 0.4}, Relevance: []float32{2, 1, 0}},
		{Name: "hats", Scores: []float32{0.1, 0.8}, Relevance: []float32{0, 1}},
	})
	settings := evaluate.Settings{Margin: 0.5, Metrics: []evaluate.Metric{{Kind: metric.KindNDCG, K: 10}, {Kind: metric.KindAUC}}}
	beam.ParDo0(s, printTotals, evaluate.Lists(s, settings, lists))
	if _, err := prism.Execute(context.Background(), p); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	// Output:
	// 2 lists, 4 pairs, 1 of them wrong
	// loss 0.150
	// NDCG@10 0.982
	// AUC 0.750
}
