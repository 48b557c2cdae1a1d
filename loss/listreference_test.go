package loss_test

import (
	"math"
	"math/big"

	"github.com/marginrank/marginrank/loss"
)

// An allPairs is what the pairs of lists come to, one by one.
type allPairs struct {
	stats         loss.ListStats
	nan, infinite bool
	sum           *big.Float // of the active pairs' losses, without rounding
	low, high     []int      // of each item, the active pairs that it's the lower, the higher one of
}

// pairwise goes through every pair.
func (d dtype[T]) pairwise(l loss.Lists[T], margin float64, boundary loss.Boundary) allPairs {
	n := len(l.Scores)
	a := allPairs{sum: new(big.Float).SetPrec(2400), low: make([]int, n), high: make([]int, n)}
	m := d.round(margin)
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
				a.stats.Pairs++
				x1, x2 := d.value(l.Scores[i]), d.value(l.Scores[j])
				diff := d.compute(x1 - x2)
				u := d.compute(m - diff)
				a.nan = a.nan || u != u
				if active := u > 0 || u == 0 && boundary == loss.Inclusive; !active {
					continue
				}
				a.stats.Active++
				a.low[j]++
				a.high[i]++
				if math.IsInf(diff, 0) || math.IsInf(m, 0) {
					a.infinite = true
					continue
				}
				for _, v := range []float64{m, x2, -x1} {
					a.sum.Add(a.sum, big.NewFloat(v))
				}
			}
		}
	}
	return a
}

// loss is what the contract makes of it.
func (a allPairs) loss(r loss.Reduction) float64 {
	sum, _ := a.sum.Float64()
	switch {
	case a.stats.Pairs == 0:
		return 0
	case a.nan:
		return math.NaN()
	case a.infinite:
		return math.Inf(1)
	case sum < 0:
		sum = 0
	}
	if r == loss.Mean {
		sum /= float64(a.stats.Pairs)
	}
	return sum
}

// gradOf is the gradient of item i.
func (d dtype[T]) gradOf(a allPairs, i int, r loss.Reduction, upstream float64) float64 {
	g := d.compute(upstream)
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
		pairs = float64(a.stats.Pairs)
	}
	if math.IsInf(count*g, 0) {
		return d.round(count / pairs * g)
	}
	return d.round(count * g / pairs)
}
