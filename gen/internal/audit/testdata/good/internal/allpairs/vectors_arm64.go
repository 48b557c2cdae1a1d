//go:build !purego

package allpairs

import (
	"github.com/marginrank/marginrank/internal/allpairs/asm"
	"github.com/marginrank/marginrank/internal/cpuid"
)

func countVectors(tier cpuid.Tier, l *asm.List) bool {
	if tier != cpuid.NEON {
		return false
	}
	asm.CountNEON(l)
	return true
}
