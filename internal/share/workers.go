package share

import "math"

// AllProcessors asks for as many goroutines as there are processors.
const AllProcessors = -1

// Goroutines returns the number of goroutines that a call may use, including the caller's, for a number of workers that the
// caller asks for. For 0 and 1 it is 1. For AllProcessors and any other negative number there is no limit, because
// [Call.Do] never uses more goroutines than there are processors.
func Goroutines(workers int) int {
	switch {
	case workers < 0:
		return math.MaxInt
	case workers == 0:
		return 1
	}
	return workers
}
