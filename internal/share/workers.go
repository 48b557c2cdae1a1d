package share

import "math"

// AllProcessors asks for as many goroutines as there are processors.
const AllProcessors = -1

// Goroutines returns the number of goroutines that a call may use, the caller's among them, if its caller
// asks for so many workers. It is 1 for 0 and 1: a call starts goroutines only for callers that ask for them. It
// is workers from 2 on, and no limit for AllProcessors, as for any other negative number: [Call.Do] never uses
// more than there are processors.
func Goroutines(workers int) int {
	switch {
	case workers < 0:
		return math.MaxInt
	case workers == 0:
		return 1
	}
	return workers
}
