// Command evaluate scores documents with a model that examples/letor has saved, and prints the margin ranking loss and metrics, exact to the
// last bit on any number of machines.
//
//	GOWORK=off go -C beam run ./cmd/evaluate -model model.json -data test.txt
//
// Without Beam's flag -runner it runs in its own process. The README of the module says how to run it elsewhere.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/marginrank/marginrank/beam/evaluate"
	"github.com/marginrank/marginrank/beam/letor"
	"github.com/marginrank/marginrank/metric"
)

var (
	model  = flag.String("model", "", "model that examples/letor has saved")
	data   = flag.String("data", "", "documents to score: a file, or a pattern of files")
	output = flag.String("output", "", "file to write the report to as well; needed where workers run on other machines")
	margin = flag.Float64("margin", 1, "margin of the loss")
	block  = flag.Int64("block", letor.DefaultBlock, "bytes of a block of queries that one worker reads at a time")
)

func main() {
	flag.Parse()
	beam.Init() // on a worker, it does not return
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) error {
	if *model == "" || *data == "" || flag.NArg() > 0 {
		return errors.New("evaluate wants -model and -data, and no arguments but flags")
	}
	if _, err := letor.LoadModel(ctx, *model); err != nil {
		return err // before any worker starts
	}
	file, done, err := reportFile()
	if err != nil {
		return err
	}
	defer done()
	if local() {
		slog.SetDefault(slog.New(slog.DiscardHandler)) // Prism reports every step, and every error several times
	}
	p, s := beam.NewPipelineWithRoot()
	lists := letor.Score(s, *model, letor.Read(s, *data, *block))
	totals := evaluate.Lists(s, evaluate.Settings{Margin: *margin, Metrics: metrics()}, lists)
	beam.ParDo0(s, &writeFn{File: file}, totals)
	if err := beamx.Run(ctx, p); err != nil {
		return err
	}
	return printReport(ctx, out, file)
}

func metrics() []evaluate.Metric {
	return []evaluate.Metric{
		{Kind: metric.KindNDCG, K: 1}, {Kind: metric.KindNDCG, K: 3}, {Kind: metric.KindNDCG, K: 5}, {Kind: metric.KindNDCG, K: 10},
		{Kind: metric.KindMAP}, {Kind: metric.KindMRR}, {Kind: metric.KindAUC},
	}
}
