package main

import "slices"

// A mutant is a small mistake: new text in the place of old.
type mutant struct {
	name     string // what is mistaken, then where, if it is in one place of several
	file     string // slash-separated, below the root of the module
	old, new string
	times    int    // how often old occurs; 0 is once
	breaks   string // what comes of it
	tier     string // the tier whose tests can tell, if not every machine's; see internal/cpuid
}

// mutants lists them all.
func mutants() []mutant {
	return slices.Concat(formulas, roundings, sums, tails, registers, memory, weights, counts, dispatch, arrays, calls, engines, weightedLists, exactSums, boundaries, values)
}

// count is how often the old text occurs.
func (m mutant) count() int { return max(m.times, 1) }
