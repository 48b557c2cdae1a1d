package clone

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

const root = "../.."

// inClone skips a test if there is no repository to test, as in the module cache.
func inClone(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(root, ".git")); err != nil {
		t.Skip("not in a clone: ", err)
	}
}

// command is a program to run at the root of the clone.
func command(t *testing.T, name string, args ...string) *exec.Cmd {
	t.Helper()
	inClone(t)
	cmd := exec.Command(name, args...)
	cmd.Dir = root
	return cmd
}

// git returns what git prints at the root of the clone. The clone may belong to another user, as in many
// containers.
func git(t *testing.T, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip(err)
	}
	cmd := command(t, "git", append([]string{"-c", "safe.directory=*"}, args...)...)
	cmd.Stderr = t.Output()
	out, err := cmd.Output()
	require.NoError(t, err, args)
	return string(out)
}
