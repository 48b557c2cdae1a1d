package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

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

// rank gets the documents, trains on one part, chooses an epoch on another and reports on a third. The report goes to w,
// the progress of reading elsewhere.
func rank(o options, w, progress io.Writer) error {
	p, err := o.data(progress)
	if err != nil {
		return err
	}
	if err := p.check(); err != nil {
		return err
	}
	rms, err := p.train.scale(p.others()...)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "margin ranking loss over all pairs of a query, tier %s\n\n", loss.Tier())
	p.print(w)

	t, err := learn(p, o.settings, w)
	if err != nil {
		return err
	}
	if o.save != "" {
		if err := save(o.save, p.train.features.number, rms, t.weights); err != nil {
			return err
		}
	}
	if o.plot != "" {
		if err := os.WriteFile(o.plot, t.plot(), 0o666); err != nil {
			return err
		}
	}
	fmt.Fprintln(w)
	scores := make([]float32, p.test.documents())
	score(scores, p.test, t.weights)
	return printTest(w, p.train, p.test, fmt.Sprintf("this model, epoch %d", t.epoch), scores)
}
