//go:build !race

// With the race detector a goroutine's start allocates.

package share

import (
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// A hard job keeps processors busy. It does not sleep, because sleeping allocates.
type hard struct{}

func (*hard) Run(from, to int) {
	for start := now(); now()-start < 20*time.Microsecond; {
	}
}

// A Call that is used again does not allocate, whether it starts goroutines or finds some that wait.
func TestAllocations(t *testing.T) {
	pretend(t, 2)
	var call Call
	c := new(hard)
	assert.Zero(t, testing.AllocsPerRun(500, func() { call.Do(c, 4, 2, 0) }))
	assert.Zero(t, testing.AllocsPerRun(50, func() {
		call.Do(c, 4, 2, 0)
		for Helpers() > 0 {
			runtime.Gosched()
		}
	}))
}
