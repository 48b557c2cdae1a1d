package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/marginrank/marginrank/internal/cpuid"
)

// defaultBench matches a few benchmarks. Most changes of a kernel or of the way of a call affect one of them.
var defaultBench = "^BenchmarkMarginRanking$/^pass=/^reduction=sum$/^dtype=float32$/^labels=given$/^n=(1Ki|64Ki|1Mi)$/^tier=" +
	cpuid.Current.String() + "$"

// options holds the values of the flags.
type options struct {
	base, head string // revisions; an empty head stands for the working tree
	bench      string
	count      int           // the number of rounds of each measurement
	time       time.Duration // the time of a run
	rule       rule
}

func main() {
	var o options
	flag.StringVar(&o.base, "base", "HEAD", "compare with `revision`")
	flag.StringVar(&o.head, "head", "", "measure `revision` instead of the working tree")
	flag.StringVar(&o.bench, "bench", defaultBench, "compare the benchmarks that match `regexp`, as go test -bench does")
	flag.IntVar(&o.count, "count", 16, "measure in `n` rounds, with four runs of each benchmark of either revision, then suspects in as many, with eight")
	flag.DurationVar(&o.time, "time", 5*time.Millisecond, "run a benchmark for `duration` each time")
	flag.Float64Var(&o.rule.threshold, "threshold", 0.05, "tolerate medians that are worse by this `fraction`")
	flag.Float64Var(&o.rule.alpha, "alpha", 0.05, "tolerate this `probability` of a false alarm, over all benchmarks")
	flag.Parse()

	// The first interrupt makes the program clean up and end. A second one ends it at once.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	got, err := run(ctx, o)
	switch {
	case ctx.Err() != nil:
		err = errors.New("interrupted")
		fallthrough
	case err != nil:
		fmt.Fprintln(os.Stderr, "regress:", err)
		os.Exit(2)
	case got:
		os.Exit(1)
	}
}

// check returns an error if the flags cannot lead to a verdict.
func (o options) check() error {
	switch {
	case flag.NArg() > 0:
		return fmt.Errorf("arguments without a flag: %q", flag.Args())
	case o.count < minCount:
		return fmt.Errorf("-count %d: fewer than %d rounds can't tell anything", o.count, minCount)
	case o.time <= 0:
		return fmt.Errorf("-time %v: not positive", o.time)
	case !(o.rule.threshold >= 0):
		return fmt.Errorf("-threshold %v: negative", o.rule.threshold)
	case !(o.rule.alpha > 0 && o.rule.alpha < 1):
		return fmt.Errorf("-alpha %v: not between 0 and 1", o.rule.alpha)
	}
	return nil
}

// run compares two revisions, prints the table, and reports whether a benchmark has become slower.
func run(ctx context.Context, o options) (anySlower bool, err error) {
	if err := o.check(); err != nil {
		return false, err
	}
	p, err := prepare(ctx, o)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, p.remove()) }()
	if p.same {
		fmt.Println("no difference: both revisions build to the same bytes")
		return false, nil
	}
	names, err := p.names(ctx, o.bench, os.Stdout)
	if err != nil {
		return false, err
	}
	first, err := p.measure(ctx, names, phase{"measure", 1, 2}, o)
	if err != nil {
		return false, err
	}
	rows := judge(first, o.rule)
	if again := suspects(rows); len(again) > 0 {
		second, err := p.measure(ctx, again, phase{"confirm", 1 + o.count, 4}, o)
		if err != nil {
			return false, err
		}
		confirm(rows, second, o.rule)
	}
	printRows(os.Stdout, rows)
	return count(rows, slower) > 0, nil
}
