package measure

import (
	"math"
	"slices"
)

// An Estimate is a median with its quartiles.
type Estimate struct{ Median, Low, High float64 }

// Of returns the estimate of some samples; NaN of none.
func Of(samples []float64) Estimate {
	s := slices.Sorted(slices.Values(samples))
	return Estimate{quantile(s, 0.5), quantile(s, 0.25), quantile(s, 0.75)}
}

// Speedup is how many times faster a is than b: of the times of each round, b's over a's.
func Speedup(a, b []float64) Estimate {
	ratios := make([]float64, min(len(a), len(b)))
	for i := range ratios {
		ratios[i] = b[i] / a[i]
	}
	return Of(ratios)
}

// Scale multiplies an estimate by a positive factor.
func (e Estimate) Scale(by float64) Estimate {
	return Estimate{e.Median * by, e.Low * by, e.High * by}
}

// Fastest is the index of the samples with the least median.
func Fastest(samples [][]float64) int {
	best := 0
	for i := range samples {
		if Of(samples[i]).Median < Of(samples[best]).Median {
			best = i
		}
	}
	return best
}

// quantile interpolates between the neighbours in sorted samples.
func quantile(sorted []float64, q float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	at := q * float64(len(sorted)-1)
	i := int(at)
	if i+1 == len(sorted) {
		return sorted[i]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}
