package audit

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The tiers require the features that the README names.
func TestDetected(t *testing.T) {
	p, err := Read(os.DirFS("../../.."), "asm")
	require.NoError(t, err)
	require.Len(t, p.groups, 1)
	features := p.groups[0].features
	assert.Len(t, features, 2)
	assert.Subset(t, features["AVX2"], []string{"AVX", "AVX2", "F16C"})
	assert.Subset(t, features["AVX512"], []string{"AVX512F", "AVX512BW", "AVX512DQ", "AVX512VL"})
}
