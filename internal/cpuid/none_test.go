//go:build purego || (!amd64 && !arm64)

package cpuid

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// This build supports only the portable tier, whatever the CPU has.
func TestDetected(t *testing.T) {
	for _, tier := range Tiers {
		assert.Equal(t, tier == Portable, Supported(tier), tier)
	}
	assert.Equal(t, Portable, Current)
}
