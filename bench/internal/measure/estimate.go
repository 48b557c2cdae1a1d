package measure

import (
	"math"
	"slices"
)

// An Estimate is a median with its quartiles.
type Estimate struct{ Median, Low, High float64 }

// Of returns the estimate of samples. Without samples it is NaN.
func Of(samples []float64) Estimate {
	s := slices.Sorted(slices.Values(samples))
	return Estimate{quantile(s, 0.5), quantile(s, 0.25), quantile(s, 0.75)}
}

// Speedup returns how many times as fast as b a is. In each round it divides the time of b by the time of a.
func Speedup(a, b []float64) Estimate {
	ratios := make([]float64, min(len(a), len(b)))
	for i := range ratios {
		ratios[i] = b[i] / a[i]
	}
	return Of(ratios)
}

// Scale returns the estimate multiplied by a positive factor.
func (e Estimate) Scale(by float64) Estimate {
	return Estimate{e.Median * by, e.Low * by, e.High * by}
}

// Fastest returns the index of the samples with the smallest median.
func Fastest(samples [][]float64) int {
	best := 0
	for i := range samples {
		if Of(samples[i]).Median < Of(samples[best]).Median {
			best = i
		}
	}
	return best
}

// quantile returns the quantile q of sorted samples. It interpolates between two neighbours.
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
