package audit

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The tiers require the features that the README names.
func TestDetected(t *testing.T) {
	p, err := Read(os.DirFS("../../.."))
	require.NoError(t, err)
	assert.Len(t, p.features, 2)
	assert.Subset(t, p.features["AVX2"], []string{"AVX", "AVX2", "F16C"})
	assert.Subset(t, p.features["AVX512"], []string{"AVX512F", "AVX512BW", "AVX512DQ", "AVX512VL"})
}
