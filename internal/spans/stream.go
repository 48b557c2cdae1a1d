package spans

import (
	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// streams reports whether the outputs of a batch should be stored past the caches, given the size of all its arrays in bytes. If the
// arrays fill most of the last-level cache, plain stores would fetch the lines of an output from memory only to overwrite them.
func streams(a *generated.Args, size uintptr, byteCount int) bool {
	if byteCount <= streamBeyond() {
		return false
	}
	arrays := a.Arrays(size)
	for _, out := range arrays {
		if !out.Output || out.Start == nil {
			continue
		}
		if uintptr(out.Start)%generated.StreamAlign != 0 {
			return false
		}
		for _, in := range arrays {
			if !in.Output && in.Start == out.Start {
				return false // the lines of an output in place are fetched anyway, as an input
			}
		}
	}
	return true
}

// streamBeyond is the size of arrays, in bytes, up to which outputs are stored through the caches: three quarters
// of the last-level cache, which other programs use as well. docs/performance.md has the measurements.
func streamBeyond() int { return cpuid.LastCache() / 4 * 3 }
