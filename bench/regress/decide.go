package main

import (
	"math"

	"golang.org/x/perf/benchmath"
)

// A rule says what a regression is.
type rule struct{ threshold, alpha float64 }

// minCount is the fewest rounds whose p value can be as low as 1 %, since suspects share alpha.
const minCount = 12

// A verdict is what came out for a benchmark.
type verdict string

const (
	unchanged verdict = ""
	faster    verdict = "faster"
	suspect   verdict = "suspect" // not yet confirmed or dismissed
	dismissed verdict = "not confirmed"
	slower    verdict = "SLOWER"
)

// A row is the outcome for one benchmark: medians in seconds, of the measurement that decided.
type row struct {
	name       string
	base, head float64
	ratio      float64 // the median of the rounds' head/base
	p          float64 // the probability of such a difference between equals
	verdict    verdict
}

// judge finds suspects, rather too many: it's for the second measurement to acquit them.
func judge(list []series, r rule) []row {
	rows := make([]row, len(list))
	for i, s := range list {
		rows[i] = summarize(s)
		switch {
		case rows[i].ratio > 1+r.threshold/2:
			rows[i].verdict = suspect
		case rows[i].ratio < 1/(1+r.threshold) && rows[i].p < r.alpha/float64(len(list)):
			rows[i].verdict = faster
		}
	}
	return rows
}

// suspects names the rows to measure again.
func suspects(rows []row) []string {
	var names []string
	for _, r := range rows {
		if r.verdict == suspect {
			names = append(names, r.name)
		}
	}
	return names
}

// confirm decides on the suspects by their second measurement alone, since the first
// one chose them. As many chances of a false alarm as there are suspects share alpha.
func confirm(rows []row, second []series, r rule) {
	for _, s := range second {
		again := summarize(s)
		again.verdict = dismissed
		if again.ratio > 1+r.threshold && again.p < r.alpha/float64(len(second)) {
			again.verdict = slower
		}
		for i := range rows {
			if rows[i].name == s.name {
				rows[i] = again
			}
		}
	}
}

func summarize(s series) row {
	ratios := make([]float64, len(s.base))
	for i := range ratios {
		ratios[i] = s.head[i] / s.base[i]
	}
	return row{name: s.name, base: median(s.base), head: median(s.head), ratio: median(ratios), p: pValue(s)}
}

// pValue is of a Mann-Whitney test. What the runs of a round share, such as a busy machine, is
// divided out of both, which ties them to each other: base/√(base·head) is one over
// head/√(base·head). The test wants independent samples, so each round gives one
// of them only, by turns. That halves the samples but doubles what tells them
// apart, and what the outer runs of a round have in common, as against the inner ones, hits both alike.
func pValue(s series) float64 {
	var base, head []float64
	for i := range s.base {
		level := math.Sqrt(s.base[i] * s.head[i])
		if i%2 == 0 {
			base = append(base, s.base[i]/level)
		} else {
			head = append(head, s.head[i]/level)
		}
	}
	return benchmath.AssumeNothing.Compare(sample(base), sample(head)).P
}

func median(values []float64) float64 {
	return benchmath.AssumeNothing.Summary(sample(values), 0.95).Center
}

func sample(values []float64) *benchmath.Sample {
	// It sorts what it gets.
	return benchmath.NewSample(append([]float64(nil), values...), &benchmath.DefaultThresholds)
}
