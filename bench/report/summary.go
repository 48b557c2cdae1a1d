package main

import (
	"fmt"
	"strings"

	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// A headline is a line of the summary. It shows a row of the table, for the highest tier that was measured.
type headline struct {
	text, section string
	of            func(row) bool
	says          func(row) string
}

var fused = describeCall(float32Workload(workload.ForwardBackward, 0))

// headlines lists what a reader of README.md may want to know about a CPU.
var headlines = []headline{
	{"loss and both gradients, float32 pairs beyond the caches", "limit", fusedIn(memory), speedAndLimit},
	{"loss and both gradients, 1,024 pairs, against a C loop: `gcc -O3 -march=native -ffast-math`", "peers",
		func(r row) bool { return r.What == fused && r.N == 1<<10 && r.Against == "gcc" }, timesAsFast},
	{"loss and gradients, pairs by index beyond the caches, against plain loops", "indexed",
		func(r row) bool { return strings.HasPrefix(r.What, fused) && r.Region == memory }, timesAsFast},
	{"loss and gradients, all pairs of 200 lists of 15 items, against PyTorch", "lists", rival("torch-indexing"), timesAsFast},
	{"the same with lambda weights, 1 list of 4,096 items, against a plain loop over its pairs", "lists-weights", rival(lambdaLoop), timesAsFast},
}

func rival(name string) func(row) bool { return func(r row) bool { return r.Against == name } }

func fusedIn(region string) func(row) bool {
	return func(r row) bool { return r.What == fused && r.Region == region }
}

func speedAndLimit(r row) string {
	return fmt.Sprintf("%s ns per pair, %s of the limit", number(r.NsEach), number(r.Measured.Median))
}

func timesAsFast(r row) string { return number(r.Measured.Median) + " times as fast" }

// summary returns a few numbers of a report, for README.md.
func (r *results) summary() string {
	return fmt.Sprintf("%v\n\n%s", r.Machine, r.summaryTable())
}

func (r *results) summaryTable() string {
	var b strings.Builder
	b.WriteString("| | | command |\n|---|---|---|\n")
	for _, h := range headlines {
		if row, ok := r.best(h); ok {
			fmt.Fprintf(&b, "| %s | %s | `go run ./bench/report -filter '^%s$'` |\n", h.text, h.says(row), h.section)
		}
	}
	if text := verdict(r.Rows); text != "" {
		fmt.Fprintf(&b, "\n`go run ./bench/report`, all sections: %s.\n", text)
	}
	return b.String()
}

// best returns the row of h for the highest tier.
func (r *results) best(h headline) (best row, ok bool) {
	for _, t := range cpuid.Tiers {
		for _, row := range r.in(h.section) {
			if row.Tier == t.String() && h.of(row) {
				best, ok = row, true
			}
		}
	}
	return best, ok
}
