package mix

import (
	"fmt"
	"os"
	"strings"
)

// A Tier is an instruction set for which there are kernels. On the same architecture, a higher tier is faster.
type Tier int

const (
	Portable Tier = iota // plain Go
	NEON                 // arm64: Advanced SIMD
	AVX2                 // amd64: AVX, AVX2, F16C
	AVX512               // amd64: AVX-512 F, BW, DQ, VL, and AVX2
)

var tiers = []Tier{Portable, NEON, AVX2, AVX512}

func (t Tier) String() string {
	return [...]string{"portable", "neon", "avx2", "avx512"}[t]
}

// CurrentTier returns the tier in use: the best one of this machine, unless MIX_TIER names another one.
func CurrentTier() Tier { return current }

var current = choose(os.Getenv("MIX_TIER"), func(message string) { fmt.Fprintln(os.Stderr, message) })

// choose returns the tier that word names, in upper or lower case, or the best tier if word is empty. If word does
// not name a tier that can run here, choose reports that and returns the best tier.
func choose(word string, report func(string)) Tier {
	best := Portable
	var available []string
	for _, t := range tiers {
		if supported(t) {
			best = t
			available = append(available, t.String())
			if strings.EqualFold(word, t.String()) {
				return t
			}
		}
	}
	if word != "" {
		report(fmt.Sprintf("mix: MIX_TIER=%s: no such tier here; using %v; available: %s", word, best, strings.Join(available, ", ")))
	}
	return best
}
