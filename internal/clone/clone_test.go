// Package clone tests what a clone of the repository is like with settings of git and go that are not the defaults.
package clone

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

const root = "../.."

// command is a program to run at the root of the clone. Without a repository, as in the module cache, there is no clone to test.
func command(t *testing.T, name string, args ...string) *exec.Cmd {
	t.Helper()
	if _, err := os.Stat(filepath.Join(root, ".git")); err != nil {
		t.Skip("not in a clone: ", err)
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = root
	return cmd
}
