package spans

import (
	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// stream reports whether the outputs of a batch are better stored around the caches: where its
// arrays fill most of the last one, the lines of an output would be fetched from memory only
// to be overwritten.
func (all *arrays) stream() bool {
	if all.bytes <= streamBeyond() {
		return false
	}
	for i, out := range all.list[:all.n] {
		if !all.output[i] {
			continue
		}
		if uintptr(out.Start)%generated.StreamAlign != 0 {
			return false
		}
		for j, in := range all.list[:all.n] {
			if !all.output[j] && in.Start == out.Start {
				return false // in place the lines are fetched anyway
			}
		}
	}
	return true
}

// streamBeyond is how many bytes of arrays are still stored through the caches: three quarters
// of the last one, which others use too. It was measured: docs/performance.md.
func streamBeyond() int { return cpuid.LastCache() / 4 * 3 }
