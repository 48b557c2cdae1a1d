package gomlx_test

import (
	"fmt"
	"iter"

	"github.com/gomlx/compute/gobackend"
	"github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
	"github.com/gomlx/gomlx/ml/model"
	"github.com/gomlx/gomlx/ml/train"
	"github.com/gomlx/gomlx/ml/train/metric"
	"github.com/gomlx/gomlx/ml/train/optimizer"

	"github.com/marginrank/marginrank/gomlx"
	"github.com/marginrank/marginrank/loss"
)

// results is a dataset of one batch: two queries with three results each, of which the second one's last is padding. A
// result has two features, and the labels are its grade and whether it is there.
type results struct{}

func (results) Name() string { return "results" }

func (results) Iter() iter.Seq2[train.Batch, error] {
	return func(yield func(train.Batch, error) bool) {
		yield(train.Batch{
			Inputs: []*tensors.Tensor{tensors.FromValue([][][]float32{{{1, 0}, {0, 1}, {1, 1}}, {{2, 1}, {0, 2}, {0, 0}}})},
			Labels: []*tensors.Tensor{
				tensors.FromValue([][]float32{{2, 0, 1}, {1, 0, 0}}),
				tensors.FromValue([][]bool{{true, true, true}, {true, true, false}}),
			},
		}, nil)
	}
}

// linear is a model whose scores are weights times features.
func linear(scope *model.Scope, _ any, inputs []*graph.Node) []*graph.Node {
	x := inputs[0]
	weights := scope.VariableWithValue("weights", []float32{0, 0}).NodeValue(x.Graph())
	return []*graph.Node{graph.ReduceSum(graph.Mul(x, graph.ExpandLeftToRank(weights, x.Rank())), -1)}
}

// Training on all pairs of each list: GoMLX's Trainer, optimizer and Loop, on a dataset that Lists wraps.
func Example() {
	backend, store := gobackend.GetBackend(), model.NewStore()
	columns := []gomlx.Column{gomlx.Relevance, gomlx.Mask} // what the labels of the dataset hold
	lists := &gomlx.Lists[float32]{
		Dataset:   results{},
		Scorer:    gomlx.NewScorer(backend, store, linear),
		Criterion: loss.MarginRanking[float32]{Margin: 1},
		Columns:   columns,
	}
	trainer := train.NewTrainer(backend, store, linear, gomlx.Loss,
		optimizer.StochasticGradientDescent().WithDecay(false).WithLearningRate(0.5).Done(),
		nil, []metric.Interface{gomlx.NewNDCG(10, columns...)})
	show := func() error {
		values, err := trainer.Eval(lists)
		if err != nil {
			return err
		}
		fmt.Printf("loss %.2f, NDCG@10 %.2f\n", values[0].Value(), values[1].Value())
		return nil
	}
	if err := show(); err != nil {
		fmt.Println(err)
		return
	}
	if _, err := train.NewLoop(trainer).RunEpochs(lists, 4); err != nil {
		fmt.Println(err)
		return
	}
	if err := show(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// loss 1.00, NDCG@10 0.80
	// loss 0.03, NDCG@10 1.00
}

// The loss of pairs as operations of a graph, and the gradient that GoMLX's autograd makes of it. The second pair is beyond
// the margin, and the third exactly on it: with the default, loss.Inclusive, its gradient passes.
func ExamplePairs() {
	criterion := loss.MarginRanking[float32]{Margin: 0.5, Reduction: loss.None}
	lossFn := gomlx.Pairs(criterion, gomlx.Y)
	exec, err := graph.NewExec(gobackend.GetBackend(), func(x1, x2, y *graph.Node) []*graph.Node {
		losses := lossFn([]*graph.Node{y}, []*graph.Node{x1, x2})
		return append([]*graph.Node{losses}, graph.Gradient(graph.ReduceAllSum(losses), x2)...)
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	outputs, err := exec.Call([]float32{1, 3, 1.5}, []float32{2, 1, 1}, []int8{1, 1, 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("losses:", outputs[0].Value())
	fmt.Println("gradient with respect to x2:", outputs[1].Value())
	// Output:
	// losses: [1.5 0 0]
	// gradient with respect to x2: [1 0 1]
}

// matches is a dataset of one batch: three players by number, and who has beaten whom.
type matches struct{}

func (matches) Name() string { return "matches" }

func (matches) Iter() iter.Seq2[train.Batch, error] {
	return func(yield func(train.Batch, error) bool) {
		yield(train.Batch{
			Inputs: []*tensors.Tensor{tensors.FromValue([]int32{0, 1, 2})},
			Labels: []*tensors.Tensor{tensors.FromValue([]int32{0, 1, 0, 0}), tensors.FromValue([]int32{1, 2, 2, 1})}, // winners, losers
		}, nil)
	}
}

// Ratings of players from their matches: each player is scored once, however many matches there are.
func ExampleIndexedPairs() {
	backend, store := gobackend.GetBackend(), model.NewStore()
	ratings := func(scope *model.Scope, _ any, inputs []*graph.Node) []*graph.Node {
		all := scope.VariableWithValue("ratings", []float32{0, 0, 0}).NodeValue(inputs[0].Graph())
		return []*graph.Node{graph.Gather(all, graph.ExpandAxes(inputs[0], -1))}
	}
	pairs := &gomlx.IndexedPairs[float32]{
		Dataset:   matches{},
		Scorer:    gomlx.NewScorer(backend, store, ratings),
		Criterion: loss.MarginRanking[float32]{Margin: 1},
		Columns:   []gomlx.Column{gomlx.I, gomlx.J},
	}
	trainer := train.NewTrainer(backend, store, ratings, gomlx.Loss,
		optimizer.StochasticGradientDescent().WithDecay(false).WithLearningRate(0.5).Done(), nil, nil)
	metrics, err := train.NewLoop(trainer).RunEpochs(pairs, 5)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("loss of the last step:", metrics[0].Value())
	fmt.Println("ratings:", store.GetVariable("/ratings").MustValue().Value())
	// Output:
	// loss of the last step: 0.125
	// ratings: [1 -0.125 -0.875]
}

// Package loss on the memory of a tensor, also of GoMLX's half precision.
func ExampleView() {
	scores := tensors.FromValue([]float32{0.5, 2, 1})
	criterion := loss.MarginRanking[float32]{Margin: 1}
	var value float64
	var err error
	locked := gomlx.View(scores, func(s []float32) {
		value, _, err = criterion.ForwardLists(loss.Lists[float32]{Scores: s, Relevance: []float32{2, 1, 0}})
	})
	if locked != nil || err != nil {
		fmt.Println(locked, err)
		return
	}
	fmt.Printf("%.2f\n", value)
	// Output:
	// 1.33
}
