package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/gomlx/compute/gobackend"
	"github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
	"github.com/gomlx/gomlx/ml/layers"
	"github.com/gomlx/gomlx/ml/model"
	"github.com/gomlx/gomlx/ml/train"
	"github.com/gomlx/gomlx/ml/train/metric"
	"github.com/gomlx/gomlx/ml/train/optimizer"

	"github.com/marginrank/marginrank/gomlx"
	"github.com/marginrank/marginrank/loss"
)

func main() {
	err := run(os.Stdout, os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// settings is what the flags say.
type settings struct {
	queries, epochs int
	margin, rate    float64
	lambda          bool
	seed            int64
}

func parse(args []string) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("ranker", flag.ContinueOnError)
	flags.IntVar(&s.queries, "queries", 640, "queries to train on, and a quarter of that to evaluate")
	flags.IntVar(&s.epochs, "epochs", 8, "how often each query is trained on")
	flags.Float64Var(&s.margin, "margin", 1, "margin of the loss")
	flags.Float64Var(&s.rate, "rate", 0.01, "learning rate of Adam")
	flags.BoolVar(&s.lambda, "lambda", false, "weigh pairs by what swapping them would change the NDCG")
	flags.Int64Var(&s.seed, "seed", 1, "other queries and other first weights; not 0")
	if err := flags.Parse(args); err != nil {
		return s, err
	}
	if s.queries < 4 || s.epochs < 0 || s.seed == 0 || flags.NArg() > 0 {
		return s, fmt.Errorf("ranker wants at least 4 queries, no negative epochs, a seed other than 0, and no arguments but flags: %q", args)
	}
	return s, nil
}

// ranker is the model: its scores have one more axis than the documents, the last layer's.
func ranker(scope *model.Scope, _ any, inputs []*graph.Node) []*graph.Node {
	hidden := graph.Tanh(layers.DenseWithBias(scope.In("hidden"), inputs[0], 32))
	return []*graph.Node{layers.Dense(scope.In("score"), hidden, false, 1)}
}

func run(out io.Writer, args []string) error {
	s, err := parse(args)
	if err != nil {
		return err
	}
	backend, store := gobackend.GetBackend(), model.NewStore()
	store.RootScope().SetParam(model.ParamInitialSeed, s.seed)

	scorer := gomlx.NewScorer(backend, store, ranker)
	lists := func(ds train.Dataset) train.Dataset {
		l := &gomlx.Lists[float32]{
			Dataset: ds, Scorer: scorer, Columns: columns,
			Criterion: loss.MarginRanking[float32]{Margin: s.margin},
		}
		if s.lambda {
			l.Lambda = &loss.Lambda{TopK: 10}
		}
		return l
	}
	training := generate("training", s.queries, s.seed, 0)
	others := generate("others", s.queries/4, s.seed, 1)
	fmt.Fprintf(out, "%d queries to train on, %d others to evaluate; up to %d documents with %d features\n",
		len(training.queries), len(others.queries), documents, features)

	trainer := train.NewTrainer(backend, store, ranker, gomlx.Loss, optimizer.Adam().LearningRate(s.rate).Done(),
		nil, []metric.Interface{gomlx.NewNDCG(10, columns...)})
	show := func(when string) error {
		values, err := trainer.Eval(lists(others))
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%-9s", when)
		for i, m := range trainer.EvalMetrics() {
			fmt.Fprintf(out, "  %s %s", m.Name(), m.PrettyPrint(values[i]))
		}
		fmt.Fprintln(out)
		return nil
	}
	if err := show("before"); err != nil {
		return err
	}
	began := time.Now()
	loop := train.NewLoop(trainer)
	train.EveryNSteps(loop, training.batches(), "progress", 0, func(loop *train.Loop, _ []*tensors.Tensor) error {
		return show(fmt.Sprintf("epoch %d", loop.Epoch+1))
	})
	if _, err := loop.RunEpochs(lists(training), s.epochs); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d steps in %.1f s\n", loop.LoopStep, time.Since(began).Seconds())
	return nil
}
