package losstest

import (
	"testing"

	"github.com/marginrank/marginrank/internal/cpuid"
)

// EachTier runs body for every tier that can run here, and skips the others by name.
func EachTier(t *testing.T, body func(t *testing.T, tier cpuid.Tier)) {
	for _, tier := range cpuid.Tiers {
		t.Run(tier.String(), func(t *testing.T) {
			if !cpuid.Supported(tier) {
				t.Skipf("tier %v not run: this build or this CPU has none", tier)
			}
			body(t, tier)
		})
	}
}

// Tiers lists the tiers that can run here, the portable one first.
func Tiers() []cpuid.Tier { return append([]cpuid.Tier{cpuid.Portable}, OtherTiers()...) }

// OtherTiers lists the tiers that can run here, except for the portable one.
func OtherTiers() []cpuid.Tier {
	var tiers []cpuid.Tier
	for _, tier := range cpuid.Tiers {
		if tier != cpuid.Portable && cpuid.Supported(tier) {
			tiers = append(tiers, tier)
		}
	}
	return tiers
}
