package spans

import (
	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// streams reports whether the outputs of a batch with so many bytes are better stored around
// the caches: where its arrays fill most of the last one, the lines of an output would be
// fetched from memory only to be overwritten.
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
				return false // in place the lines are fetched anyway
			}
		}
	}
	return true
}

// streamBeyond is how many bytes of arrays are still stored through the caches: three quarters
// of the last one, which others use too. It was measured: docs/performance.md.
func streamBeyond() int { return cpuid.LastCache() / 4 * 3 }
