//go:build arm64 && !purego

package cpuid

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Every arm64 has its tier: held back, it changes no result.
func TestDetected(t *testing.T) { assert.True(t, Supported(NEON)) }
