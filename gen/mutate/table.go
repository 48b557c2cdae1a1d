package main

import (
	"fmt"
	"runtime"
	"strings"
)

// A result is the result of trying a mutant.
type result struct {
	mutant
	static, running []string // the tests that failed
	notRun          bool     // this machine cannot run the mutant's tier
	err             error    // why it could not be applied, generated, built or tested
}

const (
	caught   = "caught"
	survived = "survived"
	notRun   = "not run"
	stale    = "stale"
)

func (r result) outcome() string {
	switch {
	case r.err != nil:
		return stale
	case len(r.static)+len(r.running) > 0:
		return caught
	case r.notRun:
		return notRun
	}
	return survived
}

// why returns the reason for the outcome in one line.
func (r result) why() string {
	switch r.outcome() {
	case stale:
		return r.err.Error()
	case caught:
		return first(append(r.static, r.running...))
	case notRun:
		return "nothing here runs " + r.tier
	}
	return r.breaks
}

// table returns a table in Markdown with a row for every mutant.
func table(results []result) string {
	var b strings.Builder
	row := func(cells ...string) { fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | ")) }
	row("mutant", "breaks", "static tests", "running tests")
	b.WriteString("|---|---|---|---|\n")
	for _, r := range results {
		static, running := first(r.static), first(r.running)
		switch o := r.outcome(); {
		case o == survived || o == stale:
			static, running = "**"+o+"**", "**"+o+"**"
		case r.notRun:
			running = "not run: no " + r.tier
		}
		row("`"+r.name+"`", r.breaks, static, running)
	}
	return b.String()
}

// first returns the names of the first few tests.
func first(tests []string) string {
	const few = 3
	if len(tests) > few {
		return fmt.Sprintf("%s and %d more", strings.Join(tests[:few], ", "), len(tests)-few)
	}
	return strings.Join(tests, ", ")
}

// summary returns the number of mutants with each outcome.
func summary(results []result) string {
	count := map[string]int{}
	for _, r := range results {
		count[r.outcome()]++
	}
	text := fmt.Sprintf("%d of %d caught on %s/%s", count[caught], len(results), runtime.GOOS, runtime.GOARCH)
	for _, o := range []string{survived, notRun, stale} {
		if n := count[o]; n > 0 {
			text += fmt.Sprintf(", %d %s", n, o)
		}
	}
	return text
}

// missed returns a line with the mutants that were not run, and the reason. It returns "" if there are none.
func missed(results []result) string {
	var names []string
	for _, r := range results {
		if r.outcome() == notRun {
			names = append(names, fmt.Sprintf("%s (%s)", r.name, r.why()))
		}
	}
	if names == nil {
		return ""
	}
	return "not run: " + strings.Join(names, ", ") + "\n"
}

const introduction = `# Mutants

This page is for a reader who wants to know whether the tests would notice a mistake in an emitted kernel or in an
engine. It answers by experiment: ` + "`go run ./gen/mutate -o docs/mutants.md`" + ` wrote it.

For each mutant, the program copies the module, makes one small mistake in the copy, regenerates all emitted files, and
runs the tests. A mutant is caught if a test fails.

The page has a summary and a table, with a row for each mutant:

- "mutant" is the name, which ` + "`go run ./gen/mutate -run NAME`" + ` selects;
- "breaks" says what the mistake does;
- "static tests" are the tests that fail by reading source or emitted text;
- "running tests" are the tests that fail by calling kernels or the library.

The table lists the test that failed first in each package; others may fail, too. Tests that fail for any change, right or
wrong, do not count: TestFresh, TestList, TestSameBits, and those whose names begin with TestSame and end with Everywhere.

Mutants of NEON kernels run under qemu-aarch64-static, and mutants of AVX-512 kernels on a CPU that has AVX-512. On other
machines these mutants count as not run, unless a static test catches them.

`

// document returns the page with the table.
func document(results []result) string {
	return introduction + summary(results) + ".\n\n" + table(results)
}
