// Command regress tells whether a revision made benchmarks slower.
//
//	go run ./bench/regress                    # the working tree against HEAD
//	go run ./bench/regress -base v1.0.0       # against another revision
//	go run ./bench/regress -base A -head B    # two revisions
//	go run ./bench/regress -bench 'MarginRanking/pass=forward$//dtype=float16'
//
// It builds the benchmarks of both revisions and runs them in turns, one process per run, so that a slow moment of the machine affects both. In
// each round both are linked with their functions in another order, since the place of code can matter more than the code. A benchmark is
// a suspect if the median of the rounds' ratios exceeds 1 by more than half the threshold. Suspects are measured once more, with more runs, and
// only this second, independent measurement decides: the median must exceed the threshold, and the p value must be small enough for
// the number of suspects.
//
// The working tree is copied at the start, with uncommitted changes and without ignored files.
//
// Command trial, in a folder of this one, measures how reliable the verdict is.
//
// The exit status is 1 if a benchmark got slower, and 2 if nothing could be measured.
package main
