package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// An outcome is what regress says about a change.
type outcome struct {
	alarm bool // exit status 1
	rows  []row
}

// A row is a line of the table of regress.
type row struct {
	name    string
	ratio   float64
	p       string
	verdict string
	slower  bool
}

// observe runs regress with the given command line, in dir, and returns the outcome.
func observe(ctx context.Context, dir string, words []string) (outcome, error) {
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Dir = dir
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) } // so that it cleans up
	out, err := cmd.Output()
	failed := (*exec.ExitError)(nil)
	switch {
	case errors.As(err, &failed) && failed.ExitCode() == 1:
	case failed != nil:
		return outcome{}, fmt.Errorf("%w\n%s", err, failed.Stderr)
	case err != nil:
		return outcome{}, err
	}
	rows, err := parse(string(out))
	return outcome{failed != nil, rows}, err
}

// parse returns the rows of a table that regress has printed.
func parse(text string) ([]row, error) {
	if strings.Contains(text, "same bytes") {
		return nil, nil
	}
	var rows []row
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) < 5 || !strings.Contains(f[0], "/") {
			continue
		}
		ratio, err := strconv.ParseFloat(f[3], 64)
		if err != nil {
			return nil, fmt.Errorf("no row of regress: %q", line)
		}
		rows = append(rows, row{f[0], ratio, f[4], strings.Join(f[5:], " "), f[len(f)-1] == "SLOWER"})
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("no table in %q", text)
	}
	return rows, nil
}
