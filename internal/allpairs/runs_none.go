//go:build purego || !amd64

package allpairs

import "github.com/marginrank/marginrank/internal/allpairs/asm"

// hasRuns reports that there is no assembly for runs on this machine.
func hasRuns() bool { return false }

func runVectors([]int32, []float32, []float32, []int, float32) (r asm.Run) { return r }
