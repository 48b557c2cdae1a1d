package main

import (
	"fmt"
	"io"
	"log"
	"math"
	"os"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/optimize"

	"github.com/marginrank/marginrank/metric"
)

const (
	width      = 20 // features
	iterations = 100
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("lbfgs: ")
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer) error {
	training, test := makeUp(1, 400, width), makeUp(2, 100, width)
	o := newObjective(training)
	fmt.Fprintf(out, "training on %d queries with %d documents, testing on %d others\n", 400, len(training.grades), 100)

	start := make([]float64, width)
	before, err := quality(test, start)
	if err != nil {
		return err
	}
	o.at(start)
	fmt.Fprintf(out, "before: objective %.4f, NDCG@10 of the test queries %.4f\n", o.value, before)

	result, err := minimize(o, start)
	if o.err != nil {
		return o.err
	}
	if result == nil {
		return err
	}
	after, qualityErr := quality(test, result.X)
	if qualityErr != nil {
		return qualityErr
	}
	fmt.Fprintf(out, "after:  objective %.4f, NDCG@10 of the test queries %.4f\n", result.F, after)
	fmt.Fprintf(out, "%d iterations, %d passes over the queries for %d values and %d gradients\n",
		result.MajorIterations, o.passes, result.FuncEvaluations, result.GradEvaluations)

	o.at(result.X)
	fmt.Fprintf(out, "largest slope at the end: %.1e\n", floats.Norm(o.slope, math.Inf(1)))
	switch {
	case result.Status == optimize.GradientThreshold:
		fmt.Fprintln(out, "converged: the slope is below the threshold")
	case err != nil:
		fmt.Fprintf(out, "ended without convergence: %v\n", err)
	default:
		fmt.Fprintf(out, "ended without convergence: %v\n", result.Status)
	}
	return nil
}

// minimize looks for weights at which the slope of the objective is below a threshold.
func minimize(o *objective, start []float64) (*optimize.Result, error) {
	settings := optimize.Settings{MajorIterations: iterations, GradientThreshold: 1e-6}
	return optimize.Minimize(o.problem(), start, &settings, &optimize.LBFGS{})
}

// quality is the NDCG@10 of queries that are ranked with these weights.
func quality(q *queries, weights []float64) (float64, error) {
	scores := make([]float64, len(q.grades))
	q.score(scores, weights)
	return metric.NDCG(q.lists(scores), 10)
}
