package main

import "slices"

// A mutant is a small mistake: new text in place of old text.
type mutant struct {
	name     string // what is wrong and, if it could be in several places, where
	file     string // slash-separated, relative to the root of the module
	old, new string
	times    int    // how often old occurs; 0 stands for once
	breaks   string // the effect of the mistake
	tier     string // the tier whose tests can find it, or empty if the tests of every machine can; see internal/cpuid
}

// mutants lists all mutants.
func mutants() []mutant {
	return slices.Concat(formulas, operations, squared, roundings, sums, tails, registers, memory, weights, counts, dispatch, arrays, calls, engines, weightedLists, squaredLists, exactSums, boundaries, values)
}

// count returns how often the old text occurs.
func (m mutant) count() int { return max(m.times, 1) }
