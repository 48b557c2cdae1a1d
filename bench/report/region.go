package main

import (
	"github.com/klauspost/cpuid/v2"

	"github.com/marginrank/marginrank/bench/internal/workload"
)

// caches are the sizes in bytes that one core sees.
type caches struct{ L1, L2, L3 int }

// detect asks the CPU. What it does not tell, common sizes stand in for.
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

// The regions that a working set lies in.
const (
	inL1   = "L1"
	inL2   = "L2"
	inL3   = "L3"
	memory = "memory"
)

// A region is a place for arrays, and how many bytes of them are measured there.
type region struct {
	name  string
	bytes int
}

// regions lists the places from near to far: half of L1; half of what L2 has beyond it; a quarter of L3, which
// others may share; and four times the last cache, of which a quarter at most can stay from one call to the next.
func (c caches) regions() []region {
	list := []region{{inL1, c.L1 / 2}, {inL2, c.L1 + (c.L2-c.L1)/2}}
	if c.L3 > 2*c.L2 {
		list = append(list, region{inL3, max(2*c.L2, c.L3/4)})
	}
	return append(list, region{memory, 4 * c.last()})
}

// last is the size of the last cache.
func (c caches) last() int { return max(c.L2, c.L3) }

// beyondL2 lists the regions outside of the second cache.
func (c caches) beyondL2() []region { return c.regions()[2:] }

// of tells the region of a working set in bytes.
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

// step is a multiple of every roofline's block in pairs.
const step = 256

// pairs is the number of pairs of w that fill the region: at least 8Mi beyond all caches.
func (r region) pairs(w workload.Workload) int {
	n := r.bytes / w.PairBytes()
	if r.name == memory {
		n = max(n, 8<<20)
	}
	return max(n/step, 1) * step
}
