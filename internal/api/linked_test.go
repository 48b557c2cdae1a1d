package api_test

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A program that uses float32 holds the kernels of float32, and of no other type.
func TestLinked(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: it builds a program")
	}
	t.Parallel()
	program := filepath.Join(t.TempDir(), "float32")
	text, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./testdata/float32").CombinedOutput()
	require.NoError(t, err, "%s", text)
	symbols, err := exec.CommandContext(t.Context(), "go", "tool", "nm", program).Output()
	require.NoError(t, err)

	kernel := regexp.MustCompile(`\.(?:Hinge|Fill|Drain)\w*?(F32|F64|BF16|F16)(?:AVX2|AVX512|NEON|Portable)\b`)
	count := map[string]int{}
	for _, match := range kernel.FindAllSubmatch(symbols, -1) {
		count[string(match[1])]++
	}
	assert.Positive(t, count["F32"])
	assert.Len(t, count, 1, "%v", count)
}
