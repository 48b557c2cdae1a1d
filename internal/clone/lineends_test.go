package clone

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Git for Windows writes CRLF into every text file that it checks out, unless .gitattributes says otherwise. Tests
// compare files byte by byte, and a shell cannot run a script with CRLF.
func TestLineEndsAreTheRepositorys(t *testing.T) {
	as := func(settings ...string) map[string]string {
		dir := t.TempDir()
		git(t, append(settings, "checkout-index", "--all", "--prefix="+filepath.ToSlash(dir)+"/")...)
		return files(t, dir)
	}
	want := as("-c", "core.autocrlf=false", "-c", "core.eol=lf")
	got := as("-c", "core.autocrlf=true")
	require.Greater(t, len(want), 100)
	require.Len(t, got, len(want))
	for name, text := range want {
		assert.True(t, text == got[name], "%s is not what was committed", name)
	}
}

// files returns the files below a folder by name.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	require.NoError(t, fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		all[name] = string(text)
		return err
	}))
	return all
}
