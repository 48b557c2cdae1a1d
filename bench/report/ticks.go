package main

import (
	"math"
	"strconv"

	"gonum.org/v1/plot"

	"github.com/marginrank/marginrank/bench/internal/workload"
)

// countTicks are powers of two. Powers of four have a label.
type countTicks struct{}

func (countTicks) Ticks(low, high float64) []plot.Tick {
	var list []plot.Tick
	for e := range 62 {
		n := 1 << e
		if float64(n) < low || float64(n) > high {
			continue
		}
		t := plot.Tick{Value: float64(n)}
		if e%2 == 0 {
			t.Label = workload.SizeName(n)
		}
		list = append(list, t)
	}
	return list
}

// valueTicks puts ticks at 1, 2 and 5 in each decade.
type valueTicks struct{}

func (valueTicks) Ticks(low, high float64) []plot.Tick {
	var list []plot.Tick
	for decade := -3; math.Pow10(decade) <= high; decade++ {
		for _, digit := range []float64{1, 2, 5} {
			if v := digit * math.Pow10(decade); v >= low && v <= high {
				list = append(list, plot.Tick{Value: v, Label: strconv.FormatFloat(v, 'g', 6, 64)})
			}
		}
	}
	return list
}
