//go:build !purego

package cpuid

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Linux agrees on the features of this CPU. No other test would notice if a tier was not used, since the results
// are the same.
func TestDetected(t *testing.T) {
	text, err := os.ReadFile("/proc/cpuinfo")
	require.NoError(t, err)
	_, line, ok := strings.Cut(string(text), "\nflags")
	require.True(t, ok)
	line, _, _ = strings.Cut(line, "\n")
	flags := strings.Fields(line)
	has := func(names ...string) bool {
		return !slices.ContainsFunc(names, func(name string) bool { return !slices.Contains(flags, name) })
	}
	require.True(t, has("sse2", "fpu"), line)
	assert.Equal(t, has("avx", "avx2", "f16c"), Supported(AVX2))
	assert.Equal(t, has("avx", "avx2", "avx512f", "avx512bw", "avx512dq", "avx512vl"), Supported(AVX512))
}
