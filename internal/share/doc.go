// Package share runs the tasks of a call on the caller's goroutine and, if that is quicker, on a few helper goroutines. An idle
// helper waits for the next call for some microseconds before it exits, since waking a sleeping processor takes longer than most calls.
package share
