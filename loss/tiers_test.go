package loss_test

import (
	"testing"

	"github.com/marginrank/marginrank/internal/cpuid"
)

// eachTier runs body for every tier that can run here, and skips the others by name.
func eachTier(t *testing.T, body func(t *testing.T, tier cpuid.Tier)) {
	for _, tier := range cpuid.Tiers {
		t.Run(tier.String(), func(t *testing.T) {
			if !cpuid.Supported(tier) {
				t.Skipf("tier %v not run: this build or this CPU has none", tier)
			}
			body(t, tier)
		})
	}
}

// tiers lists those that can run here, the portable one first.
func tiers() []cpuid.Tier { return append([]cpuid.Tier{cpuid.Portable}, otherTiers()...) }

// otherTiers lists the tiers that can run here, but for the portable one.
func otherTiers() []cpuid.Tier {
	var tiers []cpuid.Tier
	for _, tier := range cpuid.Tiers {
		if tier != cpuid.Portable && cpuid.Supported(tier) {
			tiers = append(tiers, tier)
		}
	}
	return tiers
}
