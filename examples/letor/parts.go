package main

import (
	"fmt"
	"io"
	"slices"
)

// parts are the documents by what they are for.
type parts struct{ train, valid, test *dataset } // valid is nil if there is none

// data returns the parts: those that have no file of their own are split off from the training documents. It tells w
// how far it is with reading files.
func (o *options) data(w io.Writer) (parts, error) {
	p := parts{train: makeUp()}
	if o.train != "" {
		var err error
		if p, err = o.readParts(w); err != nil {
			return p, err
		}
	}
	if p.test == nil {
		p.train, p.test = p.train.holdOut("every fourth query")
		if p.test.documents() == 0 {
			return p, fmt.Errorf("%s: fewer than %d queries: none is left for the test", p.train.name, holdEvery)
		}
	}
	if p.valid == nil {
		p.holdOutValid()
	}
	return p, nil
}

// readParts reads the files that the command line names.
func (o *options) readParts(w io.Writer) (p parts, err error) {
	names, reads := []string{o.train}, []**dataset{&p.train}
	if o.valid != "" {
		names, reads = append(names, o.valid), append(reads, &p.valid)
	}
	if o.test != "" {
		names, reads = append(names, o.test), append(reads, &p.test)
	}
	files, err := open(names...)
	if err != nil {
		return p, err
	}
	defer closeAll(files)
	var weights []float32
	if o.weights != "" {
		if weights, err = loadWeights(o.weights); err != nil {
			return p, err
		}
	}
	f := newFeatures()
	for i, file := range files {
		if *reads[i], err = file.read(f, w); err != nil {
			return p, err
		}
	}
	if o.weights != "" {
		err = p.train.weigh(o.weights, weights)
	}
	return p, err
}

// holdOutValid makes a part of the training documents the validation part, unless the queries are too few: then there is none.
func (p *parts) holdOutValid() {
	rest, held := p.train.holdOut("every fourth of the rest")
	if rest.checkPairs() == nil && held.checkPairs() == nil {
		p.train, p.valid = rest, held
	}
}

// others are the parts that nothing is learned from.
func (p *parts) others() []*dataset {
	if p.valid == nil {
		return []*dataset{p.test}
	}
	return []*dataset{p.valid, p.test}
}

// print tells what each part is.
func (p *parts) print(w io.Writer) {
	fmt.Fprintf(w, "train  %s\n", p.train.describe())
	if p.valid == nil {
		fmt.Fprintln(w, "valid  none, there are too few queries: the last epoch is kept")
	} else {
		fmt.Fprintf(w, "valid  %s\n", p.valid.describe())
	}
	fmt.Fprintf(w, "test   %s\n\n", p.test.describe())
}

// check wants something to learn and something to measure.
func (p *parts) check() error {
	if !slices.Contains(p.train.used(), true) {
		return fmt.Errorf("%s: no document has a feature", p.train.name)
	}
	for _, part := range append([]*dataset{p.train}, p.others()...) {
		if err := part.checkPairs(); err != nil {
			return err
		}
	}
	return p.train.checkWeights()
}
