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
	experiments func(*plan) []experiment
}

// sections are in the order of the table.
var sections = []section{
	{"limit", "Fraction of the roofline with the same streams", limit},
	{"dtypes", "16-bit elements: pairs per second, times those of float32", dtypes},
	{"bytes", "Fewer bytes: times faster, of the same pass with more of them", fewerBytes},
	{"small", "Small batches, against the faster plain Go loop", small},
	{"cores", "Workers", cores},
	{"peers", "Times faster than peers", peers},
	{"curve", "", curve},
}

func sectionNames() []string {
	var names []string
	for _, s := range sections {
		names = append(names, s.name)
	}
	return names
}

// experiments lists those of the sections that were asked for.
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

// describeCall names what a workload computes, for people.
func describeCall(w workload.Workload) string {
	text := w.DType + " " + map[string]string{workload.Forward: "forward", workload.Backward: "backward", workload.ForwardBackward: "fused"}[w.Pass]
	if w.Reduction == loss.None {
		text += ", none"
	}
	if w.Labels != workload.Given {
		text += ", labels " + w.Labels
	}
	if w.OneGrad {
		text += ", one gradient"
	}
	return text
}

// newRow fills in what follows from the workload and the time of a call.
func newRow(section string, w workload.Workload, tier, region string, samples []float64) row {
	ns := measure.Of(samples).Median
	return row{
		Section: section, What: describeCall(w), Tier: tier, Region: region, N: w.N,
		NsPerPair: ns / float64(w.N), GBs: float64(w.N*w.PairBytes()) / ns,
	}
}
