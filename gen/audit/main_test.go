package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// audited returns a copy of a small module without faults.
func audited(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("../internal/audit/testdata/good")))
	return dir
}

func TestPassed(t *testing.T) {
	dir := audited(t)
	for folder, want := range map[string]string{
		dir: "kernels: 8 (1 for avx2, 3 for avx512, 4 for neon); files: 8; checks: 35, all passed\n",
		filepath.Join(dir, "internal", "allpairs"): "kernels: 1 (1 for neon); files: 1; checks: 35, all passed\n",
	} {
		var out bytes.Buffer
		found, err := run(&out, folder)
		require.NoError(t, err)
		assert.False(t, found)
		assert.Equal(t, want, out.String())
	}
}

func TestFound(t *testing.T) {
	dir := audited(t)
	name := filepath.Join(dir, "asm", "hinge_f32_avx2_amd64.s")
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(name, bytes.Replace(text, []byte("VSUBPS Y1, Y15, Y1"), []byte("VSUBPS Y0, Y15, Y1"), 1), 0o644))
	var out bytes.Buffer
	found, err := run(&out, filepath.Join(dir, "asm"))
	require.NoError(t, err)
	assert.True(t, found)
	assert.Regexp(t, `^.*/asm/hinge_f32_avx2_amd64\.s:\d+: HingeEachGradF32AVX2: VMOVUPS Y1, .* \[pairs\]\n\tpairs: .*\.\n$`, filepath.ToSlash(out.String()))
}

// From a folder inside of the module, the names of files begin there.
func TestRelative(t *testing.T) {
	t.Chdir(filepath.Join(audited(t), "internal", "allpairs", "asm"))
	var out bytes.Buffer
	found, err := run(&out, ".")
	require.NoError(t, err)
	assert.False(t, found, out.String())
}

// A module of a workspace may import the package with the tiers from another module of it.
func TestWorkspace(t *testing.T) {
	dir := audited(t)
	inner := filepath.Join(dir, "bench")
	require.NoError(t, os.WriteFile(filepath.Join(inner, "go.mod"), []byte("module github.com/marginrank/marginrank/bench\n"), 0o644))
	kernels := filepath.Join(inner, "internal", "asm")
	require.NoError(t, os.MkdirAll(kernels, 0o755))
	for _, name := range []string{"args.go", "kernels_amd64.go", "hinge_f32_avx2_amd64.s"} {
		text, err := os.ReadFile(filepath.Join(dir, "asm", name))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(kernels, name), text, 0o644))
	}
	require.NoError(t, os.WriteFile(filepath.Join(inner, "bench.go"), []byte(`package bench

import (
	_ "github.com/marginrank/marginrank/bench/internal/asm"
	_ "github.com/marginrank/marginrank/internal/cpuid"
)
`), 0o644))
	for _, inWorkspace := range []bool{false, true} {
		if inWorkspace {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "go.work"), []byte("use (\n\t.\n\t./bench\n)\n"), 0o644))
		}
		var out bytes.Buffer
		_, err := run(&out, kernels)
		require.NoError(t, err)
		assert.Equal(t, !inWorkspace, strings.Contains(out.String(), "which tier avx2 does not detect"), out.String())
	}
}

func TestNothingToRead(t *testing.T) {
	dir := audited(t)
	for folder, want := range map[string]string{
		filepath.Join(dir, "loss"):    "no kernels in loss",
		filepath.Join(dir, "nowhere"): "no kernels in nowhere",
	} {
		_, err := run(&bytes.Buffer{}, folder)
		assert.EqualError(t, err, want)
	}
	require.NoError(t, os.Remove(filepath.Join(dir, "go.mod")))
	_, err := run(&bytes.Buffer{}, dir)
	assert.ErrorContains(t, err, "no go.mod in "+dir)
}
