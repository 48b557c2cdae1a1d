package main

import (
	"fmt"

	"gonum.org/v1/plot"

	"github.com/marginrank/marginrank/bench/internal/workload"
)

// pairTicks are powers of two; those of four have a label.
type pairTicks struct{}

func (pairTicks) Ticks(low, high float64) []plot.Tick {
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

// speedTicks are 1, 2 and 5 in each decade.
type speedTicks struct{}

func (speedTicks) Ticks(low, high float64) []plot.Tick {
	var list []plot.Tick
	for decade := 0.001; decade <= high; decade *= 10 {
		for _, digit := range []float64{1, 2, 5} {
			if v := decade * digit; v >= low && v <= high {
				list = append(list, plot.Tick{Value: v, Label: fmt.Sprintf("%.3g", v)})
			}
		}
	}
	return list
}
