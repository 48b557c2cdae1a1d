package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"text/tabwriter"
	"time"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is main with its arguments and outputs as parameters. It returns the exit status.
func run(args []string, stdout, stderr io.Writer) int {
	o, err := parseOptions(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2 // parseOptions has said why
	case o.list:
		printList(stdout, o.mutants)
		return 0
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	results, err := try(ctx, o.mutants)
	if err == nil {
		err = report(results, o.page)
	}
	if err != nil {
		fmt.Fprintln(stderr, "mutate:", err)
		return 2
	}
	return status(results)
}

func printList(w io.Writer, list []mutant) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, m := range list {
		fmt.Fprintf(table, "%s\t%s\t%s\n", m.name, m.file, m.breaks)
	}
	table.Flush()
}

// try copies the module, checks that the tests of the copy pass, and tries each mutant. It removes the copy
// before it returns, even after an interrupt.
func try(ctx context.Context, list []mutant) ([]result, error) {
	t, err := newTree(".")
	if err != nil {
		return nil, err
	}
	defer t.remove()
	fmt.Println("the tests without a mutant")
	tiers, err := t.baseline(ctx, list)
	if ctx.Err() != nil {
		return nil, errors.New("interrupted")
	}
	if err != nil {
		return nil, err
	}
	var results []result
	for i, m := range list {
		start := time.Now()
		r := t.try(ctx, m, tiers)
		if ctx.Err() != nil {
			return nil, errors.New("interrupted")
		}
		fmt.Printf("%*d/%d %-8s %4.0f s  %s: %s\n", len(fmt.Sprint(len(list))), i+1, len(list),
			r.outcome(), time.Since(start).Seconds(), m.name, r.why())
		results = append(results, r)
	}
	return results, nil
}

// report prints the table, and writes it to the page if there is one.
func report(results []result, page string) error {
	fmt.Printf("\n%s\n%s\n%s", table(results), summary(results), missed(results))
	if page == "" {
		return nil
	}
	return os.WriteFile(page, []byte(document(results)), 0o644)
}

// status returns the exit status.
func status(results []result) int {
	worst := 0
	for _, r := range results {
		switch r.outcome() {
		case stale:
			return 2
		case survived:
			worst = 1
		}
	}
	return worst
}
