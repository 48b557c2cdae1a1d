package kernel_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gen/kernel"
)

// A module is somebody's module, which needs golang.org/x/sys and nothing else.
type module struct{ folder string }

func newModule(t *testing.T) module {
	t.Helper()
	m := module{t.TempDir()}
	root := filepath.Join("..", "..")
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Version}}", "golang.org/x/sys").Output()
	require.NoError(t, err)
	text := "module example.com/somebody\n\ngo 1.26.0\n\nrequire golang.org/x/sys " + string(out)
	require.NoError(t, os.WriteFile(filepath.Join(m.folder, "go.mod"), []byte(text), 0o644))
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(m.folder, "go.sum"), sums, 0o644))
	return m
}

// write writes a package to the folder of its name.
func (m module) write(t *testing.T, p kernel.Package) {
	t.Helper()
	require.NoError(t, kernel.Write(filepath.Join(m.folder, p.Name), p))
}

// goes runs the go command for an architecture and returns what it prints.
func (m module) goes(t *testing.T, arch string, args ...string) string {
	t.Helper()
	cmd := m.command(arch, args...)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s %v\n%s", arch, cmd.Args, out)
	return string(out)
}

func (m module) command(arch string, args ...string) *exec.Cmd {
	cmd := exec.Command("go", args...)
	cmd.Dir = m.folder
	cmd.Env = append(os.Environ(), "GOARCH="+arch, "GOWORK=off", "GOFLAGS=-mod=readonly")
	return cmd
}

// tests vets the module for every kind of machine, and runs its tests on those that are here or emulated.
func (m module) tests(t *testing.T) {
	t.Helper()
	for _, arch := range []string{"amd64", "arm64", "386", "riscv64"} {
		m.goes(t, arch, "vet", "./...")
	}
	m.goes(t, runtime.GOARCH, "vet", "-tags=purego", "./...")
	t.Log(m.goes(t, runtime.GOARCH, "test", "-count=1", "./..."))
	m.goes(t, runtime.GOARCH, "test", "-count=1", "-tags=purego", "./...")
	if emulator, err := exec.LookPath("qemu-aarch64-static"); err == nil && runtime.GOARCH != "arm64" && !testing.Short() {
		t.Log(m.goes(t, "arm64", "test", "-count=1", "-exec", emulator, "./..."))
	}
}

// all has every tier.
var all = []kernel.Tier{kernel.AVX512, kernel.AVX2, kernel.NEON}
