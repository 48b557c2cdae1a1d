package assembly_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/gen/internal/assembly"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// Every kernel is there on every tier, once.
func TestFiles(t *testing.T) {
	text := regexp.MustCompile(`(?m)^TEXT ·(\w+)\(SB\)`)
	var names, want []string
	for _, file := range assembly.Files() {
		for _, m := range text.FindAllSubmatch(file, -1) {
			names = append(names, string(m[1]))
		}
	}
	for _, tier := range cat.AssemblyTiers {
		for _, k := range cat.Kernels() {
			want = append(want, k.Variant(tier))
			if k.Streams(tier) {
				want = append(want, k.Stream(tier))
			}
		}
	}
	assert.Len(t, want, 3*2*72+2*60)
	for _, tier := range []cat.Tier{cat.AVX512, cat.AVX2} {
		for _, p := range cat.Prefetches {
			want = append(want, p.Variant(tier))
		}
		for _, d := range cat.DTypes {
			want = append(want, cat.Fill.Variant(d, tier), cat.Fill.Stream(d, tier), cat.Drain.Variant(d, tier))
		}
	}
	assert.ElementsMatch(t, want, names)
}

// Emitted files are compared with a fresh emission: registers that a map chose would
// differ from one to the next.
func TestDeterministic(t *testing.T) {
	assert.Equal(t, assembly.Files(), assembly.Files())
}
