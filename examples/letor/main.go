// Command letor learns to rank documents with the margin ranking loss over all pairs of each query.
//
//	go run ./examples/letor
//	go run ./examples/letor -train train.txt -valid valid.txt -test test.txt -lambda
//	go run ./examples/letor -train train.txt -save model.json
//	go run ./examples/letor -load model.json -predict documents.txt
//
// A document's score is a weighted sum of its features. In every query each document of higher relevance should stand a
// margin above each one of lower relevance: loss.Lists takes the scores and the grades, and no pair is ever built. With
// -lambda a pair weighs what swapping its two documents would change NDCG. With -valid the epoch is chosen by documents that
// are neither for training nor for the test. With -load and -predict it writes the score of each document of a file, a line each;
// relevance and qid may be there or not.
// Files are libsvm text. Their queries have a qid: in each line, or else their sizes in a file of the same name and
// ".query", as LightGBM has it, or ".group", as XGBoost does; what a file says twice must agree. Relevance is from 0 to 30;
// features may be numbered from 1 or, as scikit-learn does, from 0, but test files as training files. Without -test
// every fourth query of the training file is kept for the test; without -train the program makes up queries and
// documents. Standard error has the progress of reading large files. A file that lists every feature of every document
// needs little more memory than its values as float32: MSLR-WEB10K, 1.2 million documents with 136 features, takes
// 0.7 GB. A file that leaves out zeros needs three times its values if a document has a hundred, six times if it has twenty.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/marginrank/marginrank/loss"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is main with its surroundings passed in; it returns the exit status.
func run(args []string, stdout, stderr io.Writer) int {
	o, err := parseOptions(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		return 2 // parseOptions has said why
	}
	do := rank
	if o.load != "" {
		do = predict
	}
	if err := do(o, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, "letor:", err)
		return 1
	}
	return 0
}

// check wants something to learn and something to measure.
func check(p *parts) error {
	if !slices.Contains(p.train.used(), true) {
		return fmt.Errorf("%s: no document has a feature", p.train.name)
	}
	for _, part := range append([]*dataset{p.train}, p.others()...) {
		if err := part.checkPairs(); err != nil {
			return err
		}
	}
	return nil
}

// rank gets the documents, trains on one part and reports on the other, epoch by epoch. The report goes to w, the
// progress of reading elsewhere.
func rank(o options, w, progress io.Writer) error {
	p, err := o.data(progress)
	if err != nil {
		return err
	}
	if err := check(&p); err != nil {
		return err
	}
	rms, err := p.train.scale(p.others()...)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "margin ranking loss over all pairs of a query, tier %s\n\n", loss.Tier())
	fmt.Fprintf(w, "train  %s\n", p.train.describe())
	if p.valid != nil {
		fmt.Fprintf(w, "valid  %s\n", p.valid.describe())
	}
	fmt.Fprintf(w, "test   %s\n\n", p.test.describe())

	printHeader(w)
	if err := printBaselines(w, p.train, p.test); err != nil {
		return err
	}
	m, scores, best := newModel(p.train, o.settings), make([]float32, p.test.documents()), newBest(p.valid)
	for epoch := 1; epoch <= o.epochs; epoch++ {
		loss, err := m.epoch()
		if err != nil {
			return err
		}
		m.score(scores, p.test)
		q, err := measure(p.test, scores)
		if err != nil {
			return err
		}
		if err := printEpoch(w, epoch, loss, q); err != nil {
			return err
		}
		if err := best.see(epoch, m, q); err != nil {
			return err
		}
		if best.epoch > 0 && epoch-best.epoch >= o.patience {
			break
		}
	}
	if err := best.print(w); err != nil || o.save == "" {
		return err
	}
	return save(o.save, p.train.features.number, rms, best.weights)
}
