package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
)

// options is what the command line says.
type options struct {
	train, valid, test string // files; without train: made-up data
	weights            string // file of the training documents' weights
	plot               string // file of a picture
	save, load         string // files of models
	predict            string // file of documents to score
	settings
}

const usage = `Letor trains a linear ranker with the margin ranking loss over all pairs of each query.

usage: letor [flags]

Without flags it makes up queries and documents. Files are libsvm text: relevance, then feature:value pairs. The sizes
of their queries are in a file of the same name and .query or .group, a line each, or every line has its qid, and the
lines of a query are together; where there are both, they must agree. Relevance is from 0 to 30. The numbers of features
begin at 1 or 0, in all files alike.

`

func parseOptions(args []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("letor", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprint(stderr, usage)
		flags.PrintDefaults()
	}
	flags.StringVar(&o.train, "train", "", "train on the documents of `FILE`")
	flags.StringVar(&o.valid, "valid", "", "choose the epoch by the documents of `FILE`; without it by every fourth query of -train that is not for the test")
	flags.StringVar(&o.test, "test", "", "test on the documents of `FILE`; without it on every fourth query of -train")
	flags.StringVar(&o.weights, "weights", "", "weigh the documents of -train by the numbers of `FILE`, a line each: a pair has the weight of its better document")
	flags.StringVar(&o.plot, "plot", "", "draw NDCG@10 by epoch into `FILE`, as SVG")
	flags.StringVar(&o.save, "save", "", "write the model to `FILE`, as JSON: that of the epoch with the best NDCG@10 on the validation part")
	flags.StringVar(&o.load, "load", "", "do not train: read the model from `FILE`, for -predict")
	flags.StringVar(&o.predict, "predict", "", "write the scores of the documents of `FILE`, a line each")
	flags.IntVar(&o.epochs, "epochs", 100, "pass over the training part at most `N` times")
	flags.IntVar(&o.patience, "patience", 20, "stop after `N` epochs that are not better than the best on the validation part")
	flags.Float64Var(&o.margin, "margin", 1, "how far the better of two documents should stand above the other")
	flags.BoolVar(&o.lambda, "lambda", false, "weigh each pair by what swapping its documents would change NDCG, so that the first ranks matter most")
	flags.BoolVar(&o.perList, "per-list", false, "count each query the same, however many pairs it has")
	flags.Float64Var(&o.rate, "rate", 0.01, "learning rate: about how far a weight moves in the first epoch; it falls to zero in a straight line")
	flags.Float64Var(&o.decay, "decay", 0.1, "pull of every weight towards zero")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	err := o.check(flags.Args())
	if err != nil {
		fmt.Fprintf(stderr, "letor: %v\nrun with -h for help\n", err)
	}
	return o, err
}

func (o *options) check(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("unexpected argument %q (files are named with -train and -test)", rest[0])
	case o.test != "" && o.train == "":
		return errors.New("-test without -train")
	case (o.load == "") != (o.predict == ""):
		return errors.New("-load and -predict belong together")
	case o.load != "" && o.train+o.valid+o.test+o.weights+o.plot+o.save != "":
		return errors.New("-load is for -predict alone: leave out -train, -valid, -test, -weights, -plot and -save")
	case o.valid != "" && o.train == "":
		return errors.New("-valid without -train")
	case o.weights != "" && o.train == "":
		return errors.New("-weights without -train")
	case o.patience < 1:
		return errors.New("-patience must be at least 1")
	case o.epochs < 1:
		return errors.New("-epochs must be at least 1")
	case !(o.margin >= 0 && o.margin <= math.MaxFloat32):
		return errors.New("-margin must not be below 0, and finite in float32")
	case !(o.rate > 0 && o.rate <= math.MaxFloat32):
		return errors.New("-rate must be above 0 and finite in float32")
	case !(o.decay >= 0 && o.decay <= math.MaxFloat32):
		return errors.New("-decay must not be below 0, and finite in float32")
	}
	return o.checkOutputs()
}
