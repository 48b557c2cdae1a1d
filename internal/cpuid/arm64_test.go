//go:build arm64 && !purego

package cpuid

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Every arm64 CPU has NEON. No other test would notice if it was not used, since the results are the same.
func TestDetected(t *testing.T) { assert.True(t, Supported(NEON)) }
