package assembly_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/gen/internal/assembly"
)

// Emitted files are compared with a fresh emission: registers that a map chose would
// differ from one to the next.
func TestDeterministic(t *testing.T) {
	assert.Equal(t, assembly.Files(), assembly.Files())
}

// Every kernel is there on every tier, once.
func TestFiles(t *testing.T) {
	text := regexp.MustCompile(`(?m)^TEXT ·(\w+(AVX512|AVX2|NEON))\(SB\)`)
	tiers, names := map[string]int{}, map[string]bool{}
	for _, file := range assembly.Files() {
		for _, m := range text.FindAllSubmatch(file, -1) {
			tiers[string(m[2])]++
			names[string(m[1])] = true
		}
	}
	assert.Equal(t, map[string]int{"AVX512": 72, "AVX2": 72, "NEON": 72}, tiers)
	assert.Len(t, names, 3*72)
}
