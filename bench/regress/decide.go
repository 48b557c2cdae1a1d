package main

import (
	"math"

	"golang.org/x/perf/benchmath"
)

// A rule says what counts as a regression.
type rule struct{ threshold, alpha float64 }

// minCount is the smallest number of rounds with which a p value can be as low as 1 %. The bound for a suspect is
// below alpha, since suspects share alpha.
const minCount = 12

// A verdict is the result for a benchmark.
type verdict string

const (
	unchanged verdict = ""
	faster    verdict = "faster"
	suspect   verdict = "suspect" // not yet confirmed or dismissed
	dismissed verdict = "not confirmed"
	slower    verdict = "SLOWER"
)

// A row holds the result for a benchmark and the figures of the measurement that decided.
type row struct {
	name       string
	base, head float64 // medians in seconds
	ratio      float64 // the median of the paired ratios head/base
	p          float64 // the probability of a difference like this between equal revisions
	verdict    verdict
}

// judge finds suspects by the first measurement. It finds rather too many, since the second measurement dismisses
// those that are not slower.
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

// suspects returns the names of the benchmarks to measure again.
func suspects(rows []row) []string {
	var names []string
	for _, r := range rows {
		if r.verdict == suspect {
			names = append(names, r.name)
		}
	}
	return names
}

// confirm decides about the suspects by their second measurement alone, because the first one was used to choose
// them. Each suspect is another chance of a false alarm, so all suspects share alpha.
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

// pValue returns the p value of a Mann-Whitney test. Both times of a round are divided by √(base·head), which
// removes what they share, such as a busy machine. But then each is the inverse of the other, and the test needs
// independent samples. So a round contributes only one of the two, base and head in turns. This halves the number
// of samples, but it doubles the difference between them, in terms of logarithms. It also treats both alike if
// the outer runs of a round differ from the inner ones.
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
	// NewSample sorts its argument.
	return benchmath.NewSample(append([]float64(nil), values...), &benchmath.DefaultThresholds)
}
