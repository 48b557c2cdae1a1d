package output

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCheck(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	require.NoError(t, os.WriteFile(file, []byte("text"), 0o600))

	assert.NoError(t, Check(file))
	assert.NoError(t, Check(filepath.Join(dir, "new")))
	for name, path := range map[string]string{
		"a folder":     dir,
		"no folder":    filepath.Join(dir, "none", "file"),
		"below a file": filepath.Join(file, "file"),
		"no name":      "",
	} {
		err := Check(path)
		assert.Error(t, err, name)
		assert.Equal(t, os.WriteFile(path, nil, 0o600) == nil, err == nil, name)
	}

	text, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, "text", string(text), "what is there stays")
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 1, "nothing comes")
}

// Permissions apply to everybody but root.
func TestCheckPermissions(t *testing.T) {
	if os.Getuid() <= 0 {
		t.Skip("root may write everywhere, and Windows has other permissions")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o400))
	assert.ErrorIs(t, Check(file), os.ErrPermission)
	require.NoError(t, os.Chmod(dir, 0o500))
	defer os.Chmod(dir, 0o700) // otherwise the folder could not be removed
	assert.ErrorIs(t, Check(filepath.Join(dir, "new")), os.ErrPermission)
}
