package losstest

import (
	"math"
	"math/big"

	"github.com/marginrank/marginrank/loss"
)

// An AllPairs is the result of a loop over all pairs of lists.
type AllPairs struct {
	Stats         loss.ListStats
	nan, infinite bool
	sum           *big.Float // the losses of active pairs, added up without rounding
	low, high     []int      // for each item, in how many active pairs it is the lower one, and the higher one
}

// Pairwise loops over all pairs of l.
func (d DType[T]) Pairwise(l loss.Lists[T], margin float64, boundary loss.Boundary) AllPairs {
	n := len(l.Scores)
	a := AllPairs{sum: new(big.Float).SetPrec(2400), low: make([]int, n), high: make([]int, n)}
	m, number := d.Round(margin), new(big.Float)
	offsets := l.Offsets
	if offsets == nil {
		offsets = []int{0, n}
	}
	for k := 1; k < len(offsets); k++ {
		for i := offsets[k-1]; i < offsets[k]; i++ {
			for j := offsets[k-1]; j < offsets[k]; j++ {
				if l.Mask != nil && !(l.Mask[i] && l.Mask[j]) || !(l.Relevance[i] > l.Relevance[j]) {
					continue
				}
				a.Stats.Pairs++
				x1, x2 := d.Value(l.Scores[i]), d.Value(l.Scores[j])
				diff := d.Compute(x1 - x2)
				u := d.Compute(m - diff)
				a.nan = a.nan || u != u
				if active := u > 0 || u == 0 && boundary == loss.Inclusive; !active {
					continue
				}
				a.Stats.Active++
				a.low[j]++
				a.high[i]++
				if math.IsInf(diff, 0) || math.IsInf(m, 0) {
					a.infinite = true
					continue
				}
				for _, v := range [...]float64{m, x2, -x1} {
					a.sum.Add(a.sum, number.SetFloat64(v))
				}
			}
		}
	}
	return a
}

// Loss returns the loss that the contract demands.
func (a AllPairs) Loss(r loss.Reduction) float64 {
	sum, _ := a.sum.Float64()
	switch {
	case a.Stats.Pairs == 0:
		return 0
	case a.nan:
		return math.NaN()
	case a.infinite:
		return math.Inf(1)
	case sum < 0:
		sum = 0
	}
	if r == loss.Mean {
		sum /= float64(a.Stats.Pairs)
	}
	return sum
}

// GradOf returns the gradient of item i.
func (d DType[T]) GradOf(a AllPairs, i int, r loss.Reduction, upstream float64) float64 {
	g := d.Compute(upstream)
	switch {
	case a.low[i] == 0 && a.high[i] == 0:
		return 0
	case g-g != 0 && a.low[i] > 0 && a.high[i] > 0:
		return math.NaN()
	case g-g != 0 && a.low[i] > 0:
		return g
	case g-g != 0:
		return -g
	}
	count, pairs := float64(a.low[i]-a.high[i]), 1.0
	if r == loss.Mean {
		pairs = float64(a.Stats.Pairs)
	}
	if math.IsInf(count*g, 0) {
		return d.Round(count / pairs * g)
	}
	return d.Round(count * g / pairs)
}
