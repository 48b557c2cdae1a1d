// Command mutate tests the tests: in a copy of the module it makes one small mistake
// at a time, regenerates, and expects a test to fail.
//
//	go run ./gen/mutate                    # from the root of the module
//	go run ./gen/mutate -run 'tie|nan'     # some of the mutants
//	go run ./gen/mutate -o docs/mutants.md # and the table as a page
//
// The exit status is 1 if a mutant survived, and 2 if one is out of date or nothing could be run.
// A mutant whose tier this machine lacks is not a failure: the last line names it.
package main
