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

// A second source, the kernel of the system, agrees on what this CPU has: a tier held back changes no result.
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
