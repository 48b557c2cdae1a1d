package cpuid

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// folder makes a folder like systemCaches. Each cache is given by its level, type and size.
func folder(t *testing.T, caches ...[3]string) string {
	dir := t.TempDir()
	for i, c := range caches {
		index := filepath.Join(dir, "index"+string(rune('0'+i)))
		require.NoError(t, os.Mkdir(index, 0o755))
		for k, name := range []string{"level", "type", "size"} {
			if c[k] != "" {
				require.NoError(t, os.WriteFile(filepath.Join(index, name), []byte(c[k]+"\n"), 0o644))
			}
		}
	}
	return dir
}

func TestSystemSize(t *testing.T) {
	data, code, l2 := [3]string{"1", "Data", "48K"}, [3]string{"1", "Instruction", "64K"}, [3]string{"2", "Unified", "1024K"}
	for _, c := range []struct {
		caches [][3]string
		size   int
	}{
		{nil, 0},
		{[][3]string{data, code}, 48 << 10},
		{[][3]string{data, code, l2}, 1 << 20},
		{[][3]string{data, code, l2, {"3", "Unified", "32768K"}}, 32 << 20},
		{[][3]string{data, code, l2, {"3", "Unified", "491520K"}}, most},
		{[][3]string{data, code, l2, {"3", "Unified", "9999999999K"}}, most},
		{[][3]string{data, code, l2, {"3", "Unified", "99999999999999999999K"}}, 1 << 20},
		{[][3]string{data, code, l2, {"4", "Unified", "131072K"}}, 1 << 20},
		{[][3]string{data, code, {"2", "Unified", ""}}, 48 << 10}, // some boards do not report a size
		{[][3]string{{"1", "Data", ""}, {"2", "Unified", "-1K"}, {"2", "Unified", "1024"}, {"2", "Unified", "K"}}, 0},
	} {
		assert.Equal(t, c.size, systemSize(folder(t, c.caches...)), c.caches)
	}
	assert.Zero(t, systemSize(filepath.Join(t.TempDir(), "none")))
}
