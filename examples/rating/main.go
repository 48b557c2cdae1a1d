package main

import (
	"bytes"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/marginrank/marginrank/loss"
)

//go:embed worldcup2022.csv
var worldCup2022 []byte

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is main with its arguments and outputs as parameters. It returns the exit status.
func run(args []string, stdout, stderr io.Writer) int {
	o, err := parseOptions(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		return 2 // parseOptions has said why
	}
	if err := rate(o, &output{to: stdout}); err != nil {
		fmt.Fprintln(stderr, "rating:", err)
		return 1
	}
	return 0
}

// rate reads the matches, trains on them and prints the report.
func rate(o options, w *output) error {
	fmt.Fprintf(w, "margin ranking loss, tier %s\n\n", loss.Tier())
	res, err := load(o.data)
	if err != nil {
		return err
	}
	printResults(w, res)

	past, later, err := res.split(o.split)
	if err != nil {
		return err
	}
	printTraining(w, past)
	m := newModel(past, len(res.teams), o.settings)
	before, err := m.loss()
	if err != nil {
		return err
	}
	report, finish := newProgress(w, o.epochs)
	if err := errors.Join(m.train(report), finish()); err != nil {
		return err
	}
	after, err := m.loss()
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\nloss %.4f before, %.4f after\n", before, after)
	printOrdered(w, m.call(past))
	if later != nil {
		printCalled(w, o.split, m.call(later))
	}
	fmt.Fprintln(w)
	table := standings(res.teams, past, m)
	printTable(w, table, o.top)
	printUnrated(w, len(res.teams)-len(table))
	return w.err
}

// load reads the named file, or the World Cup if the name is empty.
func load(name string) (*results, error) {
	if name == "" {
		return readResults("worldcup2022.csv", bytes.NewReader(worldCup2022))
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readResults(name, f)
}
