package api_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A program that uses float32 contains the kernels of float32 and of no other type. It is not much larger than a
// program that only prints.
func TestLinked(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: it builds a program")
	}
	t.Parallel()
	program := build(t, "float32")
	symbols, err := exec.CommandContext(t.Context(), "go", "tool", "nm", program).Output()
	require.NoError(t, err)

	kernel := regexp.MustCompile(`\.(?:Hinge|SquaredHinge|Fill|Drain)\w*?(F32|F64|BF16|F16)(?:AVX2|AVX512|NEON|Portable)\b`)
	count := map[string]int{}
	for _, match := range kernel.FindAllSubmatch(symbols, -1) {
		count[string(match[1])]++
	}
	assert.Positive(t, count["F32"])
	assert.Len(t, count, 1, "%v", count)
	assert.Less(t, fileSize(t, program)-fileSize(t, build(t, "prints")), int64(896<<10), "bytes")
	assert.Less(t, fileSize(t, build(t, "float32", "-ldflags=-s -w"))-fileSize(t, build(t, "prints", "-ldflags=-s -w")), int64(616<<10), "bytes, stripped")
}

// build builds a program of testdata for linux/amd64, so that limits are of one system, and returns where it is.
func build(t *testing.T, name string, flags ...string) string {
	program := filepath.Join(t.TempDir(), name)
	args := append(append([]string{"build", "-buildvcs=false", "-o", program}, flags...), "./testdata/"+name)
	command := exec.CommandContext(t.Context(), "go", args...)
	command.Env = append(command.Environ(), "GOOS=linux", "GOARCH=amd64")
	text, err := command.CombinedOutput()
	require.NoError(t, err, "%s", text)
	return program
}

func fileSize(t *testing.T, path string) int64 {
	info, err := os.Stat(path)
	require.NoError(t, err)
	return info.Size()
}
