//go:build purego || (!amd64 && !arm64)

package allpairs

import "github.com/marginrank/marginrank/internal/cpuid"

// countVectors returns false, because this build has no assembly.
func countVectors(_ cpuid.Tier, _, _, _ *[mostShort]uint32, _, _ []float32, _ float32) bool {
	return false
}
