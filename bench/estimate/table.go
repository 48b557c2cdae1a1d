package main

import (
	"fmt"
	"slices"
	"strings"
)

// An estimate is what kernels cost on a core.
type estimate struct {
	cpu, model string
	costs      []cost
}

// A cost is what a chunk costs.
type cost struct {
	cycles float64
	busy   map[string]float64 // the part of the cycles that a unit works
}

// bottleneck names the unit that works most, and others that do within a point. Where none
// works nearly always, results are waited for.
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

// markdown is a table of a core.
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

// describe is the kernel's name for people.
func describe(k kernel) string {
	return fmt.Sprintf("%s %s, %v", k.DType, k.Pass, k.Reduction)
}
