package main

import (
	"fmt"
	"slices"
	"strings"
)

// A verdict says how many benchmarks regress has judged rightly and wrongly.
type verdict struct{ hits, misses, alarms int }

func (v verdict) String() string {
	var list []string
	for _, c := range []struct {
		n    int
		what string
	}{{v.hits, "found"}, {v.misses, "missed"}, {v.alarms, "false alarms"}} {
		if c.n > 0 {
			list = append(list, fmt.Sprintf("%d %s", c.n, c.what))
		}
	}
	return strings.Join(list, ", ")
}

// slows reports whether the change is meant to make a benchmark slower.
func (c change) slows(name string) bool {
	return c.pass != "" && slices.Contains(strings.Split(name, "/"), "pass="+c.pass)
}

// judge compares an outcome with the change that was made.
func judge(c change, o outcome) verdict {
	var v verdict
	for _, r := range o.rows {
		switch {
		case c.slows(r.name) && r.slower:
			v.hits++
		case c.slows(r.name):
			v.misses++
		case r.slower:
			v.alarms++
		}
	}
	return v
}

// A tally adds up the results of all runs.
type tally struct{ kinds []*kind }

// A kind adds up the runs of one kind of change.
type kind struct {
	name                  string
	runs, status1         int
	benchmarks            int // the number of benchmarks of all runs
	verdict               verdict
	slowRatios, restRatio []float64
}

func (t *tally) add(c change, o outcome, v verdict) {
	i := slices.IndexFunc(t.kinds, func(k *kind) bool { return k.name == c.kind })
	if i < 0 {
		i = len(t.kinds)
		t.kinds = append(t.kinds, &kind{name: c.kind})
	}
	k := t.kinds[i]
	k.runs++
	if o.alarm {
		k.status1++
	}
	k.benchmarks += len(o.rows)
	k.verdict.hits += v.hits
	k.verdict.misses += v.misses
	k.verdict.alarms += v.alarms
	for _, r := range o.rows {
		if c.slows(r.name) {
			k.slowRatios = append(k.slowRatios, r.ratio)
		} else {
			k.restRatio = append(k.restRatio, r.ratio)
		}
	}
}

// markdown returns a table in Markdown with one row per kind.
func (t *tally) markdown() string {
	var b strings.Builder
	b.WriteString("| change | runs | exit status 1 | slowed benchmarks found | false alarms | ratios where slowed | ratios elsewhere |\n")
	b.WriteString("|---|--:|--:|--:|--:|---|---|\n")
	for _, k := range t.kinds {
		slowed := k.verdict.hits + k.verdict.misses
		fmt.Fprintf(&b, "| %s | %d | %d | %s | %d of %d | %s | %s |\n", k.name, k.runs, k.status1,
			ofAll(k.verdict.hits, slowed), k.verdict.alarms, k.benchmarks-slowed, spread(k.slowRatios), spread(k.restRatio))
	}
	return b.String()
}

func ofAll(n, all int) string {
	if all == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", n, all)
}

// spread returns the smallest value, the median and the largest value as text.
func spread(list []float64) string {
	if len(list) == 0 {
		return ""
	}
	list = slices.Sorted(slices.Values(list))
	return fmt.Sprintf("%.3f, %.3f, %.3f", list[0], list[len(list)/2], list[len(list)-1])
}
