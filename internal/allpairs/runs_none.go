//go:build purego || !amd64

package allpairs

import (
	"github.com/marginrank/marginrank/internal/allpairs/asm"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// hasRuns returns false, because this build has no assembly for runs.
func hasRuns(cpuid.Tier) bool { return false }

func runVectors(cpuid.Tier, []int32, []float32, []float32, []int, float32) (r asm.Run) { return r }
