package main

import (
	"fmt"

	"github.com/marginrank/marginrank/bench/internal/measure"
	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/loss"
)

// A section is a question that the report answers.
type section struct {
	name, title string
	unit        string // what N of its rows counts
	experiments func(*plan) []experiment
}

// These are the units of rows.
const (
	pair = "pair"
	item = "item"
)

// sections lists the sections in the order of the report.
var sections = []section{
	{"limit", "Fraction of the roofline with the same streams", pair, limit},
	{"dtypes", "16-bit elements: pairs per second, times those of float32", pair, dtypes},
	{"bytes", "Fewer bytes: times faster, of the same pass with more of them", pair, fewerBytes},
	{"weights", "Weights, margins and counts: speed, times that without them", pair, weights},
	{"stream", "Stores around the caches: times faster than with KeepInCache", pair, stream},
	{"small", "Small batches, against the faster plain Go loop", pair, small},
	{"cores", "Workers", pair, cores},
	{"peers", "Times faster than peers", pair, peers},
	{"indexed", "Pairs by index: times faster than plain loops that gather and scatter", pair, indexed},
	{"lists", "All pairs of a list: loss and gradients, times faster; one worker, unless it says more", item, lists},
	{"lists-weights", "Lists with weights: speed, times that of what they are compared with; one worker", item, listWeights},
	{"curve", "", pair, curve},
	{"lists-curve", "", item, listCurve},
}

func sectionNames() []string {
	var names []string
	for _, s := range sections {
		names = append(names, s.name)
	}
	return names
}

// experiments lists the experiments of the wanted sections.
func (p *plan) experiments() ([]experiment, error) {
	var list []experiment
	for _, s := range sections {
		if !p.sections.MatchString(s.name) {
			continue
		}
		for _, e := range s.experiments(p) {
			e.name = s.name + ": " + e.name
			list = append(list, e)
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("-filter leaves nothing to measure")
	}
	return list, nil
}

// describeCall returns a short description of what a workload computes.
func describeCall(w workload.Workload) string {
	text := w.DType + " " + map[string]string{workload.Forward: "forward", workload.Backward: "backward", workload.ForwardBackward: "fused"}[w.Pass]
	if w.Reduction != loss.Mean {
		text += ", " + w.Reduction.String()
	}
	if w.Labels != workload.Given {
		text += ", labels " + w.Labels
	}
	if w.OneGrad {
		text += ", one gradient"
	}
	if w.Weights {
		text += ", weights"
	}
	if w.Margins {
		text += ", margins"
	}
	if w.Counts {
		text += ", counts"
	}
	return text
}

// newRow returns a row with all that follows from the workload and the times of its calls.
func newRow(section string, w workload.Workload, tier, region string, samples []float64) row {
	return subject{describeCall(w), w.N, w.N * w.PairBytes()}.row(section, tier, region, samples)
}

// A subject is the call of a row.
type subject struct {
	what  string
	n     int // the number of pairs or items
	bytes int // the number of bytes that it reads and writes
}

func (s subject) row(section, tier, region string, samples []float64) row {
	ns := measure.Of(samples).Median
	return row{
		Section: section, What: s.what, Tier: tier, Region: region, N: s.n,
		NsEach: ns / float64(s.n), GBs: float64(s.bytes) / ns,
	}
}
