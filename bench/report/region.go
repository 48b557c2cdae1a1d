package main

import (
	"github.com/klauspost/cpuid/v2"

	"github.com/marginrank/marginrank/bench/internal/workload"
)

// caches holds the sizes in bytes of the caches that one core can use.
type caches struct{ L1, L2, L3 int }

// detect asks the CPU for the sizes of its caches. If the CPU does not report a size, detect uses a common one.
func detect() caches {
	c := cpuid.CPU.Cache
	return caches{L1: known(c.L1D, 32<<10), L2: known(c.L2, 1<<20), L3: known(c.L3, 0)}
}

func known(size, otherwise int) int {
	if size > 0 {
		return size
	}
	return otherwise
}

// These are the regions in which a working set can be.
const (
	inL1   = "L1"
	inL2   = "L2"
	inL3   = "L3"
	memory = "memory"
)

// A region is a place for arrays, and the number of bytes with which it is measured.
type region struct {
	name  string
	bytes int
}

// regions lists the regions from near to far, with the sizes at which they are measured: half of L1; halfway
// between L1 and L2; a quarter of L3, which other cores may share; and four times the last cache, of which at
// most a quarter can stay in the cache from one call to the next.
func (c caches) regions() []region {
	list := []region{{inL1, c.L1 / 2}, {inL2, c.L1 + (c.L2-c.L1)/2}}
	if c.L3 > 2*c.L2 {
		list = append(list, region{inL3, max(2*c.L2, c.L3/4)})
	}
	return append(list, region{memory, 4 * c.last()})
}

// last returns the size of the last cache.
func (c caches) last() int { return max(c.L2, c.L3) }

// beyondL2 lists the regions outside L2.
func (c caches) beyondL2() []region { return c.regions()[2:] }

// of returns the name of the region in which a working set of the given bytes is.
func (c caches) of(byteCount int) string {
	switch {
	case byteCount <= c.L1:
		return inL1
	case byteCount <= c.L2:
		return inL2
	case byteCount <= c.last():
		return inL3
	}
	return memory
}

// step is a number of pairs that is a multiple of every roofline's block.
const step = 256

// pairs returns the number of pairs of w that fill the region. Beyond all caches it is at least 8Mi.
func (r region) pairs(w workload.Workload) int {
	n := r.bytes / w.PairBytes()
	if r.name == memory {
		n = max(n, 8<<20)
	}
	return max(n/step, 1) * step
}
