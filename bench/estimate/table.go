package main

import (
	"fmt"
	"slices"
	"strings"
)

// An estimate is the cost of the kernels on a core.
type estimate struct {
	cpu, model string
	costs      []cost
}

// A cost is what a chunk costs.
type cost struct {
	cycles float64
	busy   map[string]float64 // for each unit, the fraction of the cycles in which it works
}

// bottleneck names the busiest unit, and other units that are as busy within a percentage point. If no unit is
// busy nearly all the time, the bottleneck is the wait for results.
func (c cost) bottleneck() string {
	most := 0.0
	for _, b := range c.busy {
		most = max(most, b)
	}
	var units []string
	for unit, b := range c.busy {
		if b > most-0.01 {
			units = append(units, unit)
		}
	}
	slices.Sort(units)
	text := fmt.Sprintf("%s, %.0f %%", strings.Join(units, " "), 100*min(most, 1))
	if most < 0.8 {
		text = "latency; " + text
	}
	return text
}

// markdown returns the estimate as a table in Markdown.
func (e estimate) markdown(kernels []kernel) string {
	var b strings.Builder
	clock, known := clocks[e.cpu]
	fmt.Fprintf(&b, "### %s, modelled as %s\n\n", e.cpu, e.model)
	column := "ns/pair"
	if known {
		column += fmt.Sprintf(" at %g GHz (%s)", clock.ghz, clock.machine)
	}
	fmt.Fprintf(&b, "| kernel | instructions | cycles for %d pairs | pairs/cycle | bytes/cycle | busiest unit | %s |\n", chunk, column)
	b.WriteString("|---|--:|--:|--:|--:|---|--:|\n")
	for i, c := range e.costs {
		k := kernels[i]
		ns := "?"
		if known {
			ns = fmt.Sprintf("%.3f", c.cycles/chunk/clock.ghz)
		}
		fmt.Fprintf(&b, "| %s | %d | %.0f | %.2f | %.1f | %s | %s |\n", describe(k), len(k.path),
			c.cycles, chunk/c.cycles, float64(chunk*k.PairBytes())/c.cycles, c.bottleneck(), ns)
	}
	return b.String()
}

// describe returns the kernel's name in the table.
func describe(k kernel) string {
	return fmt.Sprintf("%s %s, %v", k.DType, k.Pass, k.Reduction)
}
