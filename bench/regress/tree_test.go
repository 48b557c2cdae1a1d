package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/bench/internal/git"
)

// small makes a repository with two revisions of a benchmark. The second one is three times as slow.
func small(t *testing.T) string {
	for _, program := range []string{"git", "go"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip(program + " is not here")
		}
	}
	if testing.Short() {
		t.Skip("builds programs")
	}
	repo := t.TempDir()
	commit := func(tag string) {
		for _, args := range [][]string{{"add", "-A"}, {"commit", "-qm", tag}, {"tag", tag}} {
			_, err := git.Run(t.Context(), repo, append([]string{"-c", "user.name=n", "-c", "user.email=e"}, args...)...)
			require.NoError(t, err)
		}
	}
	_, err := git.Run(t.Context(), repo, "init", "-q")
	require.NoError(t, err)
	write(t, repo, "go.mod", "module small\n\ngo 1.26\n")
	commit("none")
	write(t, repo, "bench/a_test.go", benchmark("1000", "BenchmarkOld"))
	commit("fast")
	write(t, repo, "bench/a_test.go", benchmark("3000", "BenchmarkNew"))
	commit("slow")
	return repo
}

func write(t *testing.T, repo, name, text string) {
	path := filepath.Join(repo, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
}

func benchmark(steps, other string) string {
	return `package bench

import "testing"

var sink int

func BenchmarkSteps(b *testing.B) {
	for b.Loop() {
		for i := range ` + steps + ` {
			sink += i
		}
	}
}

func ` + other + `(b *testing.B) {}
`
}

func smallOptions(base, head string) options {
	return options{base: base, head: head, bench: ".", count: minCount, time: time.Millisecond, rule: rule{0.5, 0.05}}
}

// A run gives a verdict about two revisions, and leaves nothing behind.
func TestRun(t *testing.T) {
	repo := small(t)
	t.Chdir(repo)
	t.Setenv("TMPDIR", t.TempDir())
	for _, c := range []struct {
		base, head string
		want       bool
	}{
		{"slow", "fast", false},
		{"fast", "", true}, // the working tree is at slow
		{"HEAD", "", false},
	} {
		got, err := run(t.Context(), smallOptions(c.base, c.head))
		require.NoError(t, err, c)
		assert.Equal(t, c.want, got, c)
	}
	assertClean(t, repo)
}

// Errors say what is missing.
func TestRunErrors(t *testing.T) {
	repo := small(t)
	t.Chdir(repo)
	t.Setenv("TMPDIR", t.TempDir())
	_, err := run(t.Context(), smallOptions("none", ""))
	assert.ErrorContains(t, err, "none has no benchmarks")
	_, err = run(t.Context(), smallOptions("nowhere", ""))
	assert.ErrorContains(t, err, `no revision "nowhere"`)
	o := smallOptions("fast", "")
	o.bench = "Old|New" // each of these is in one revision only
	_, err = run(t.Context(), o)
	assert.ErrorContains(t, err, "no benchmark of both revisions")
	o.bench, o.count = ".", 1
	_, err = run(t.Context(), o)
	assert.ErrorContains(t, err, "-count 1")
	assertClean(t, repo)
}

// A snapshot is the working tree as it was at the start, including what is not committed.
func TestSnapshot(t *testing.T) {
	repo := small(t)
	write(t, repo, "bench/new_test.go", "package bench\n")
	write(t, repo, "go.mod", "module changed\n\ngo 1.26\n")
	write(t, repo, ".gitignore", "*.out\n")
	write(t, repo, "big.out", "")
	require.NoError(t, os.Remove(filepath.Join(repo, "bench/a_test.go")))
	dir := filepath.Join(t.TempDir(), "tree")
	got, err := snapshot(t.Context(), repo, dir)
	require.NoError(t, err)
	assert.Equal(t, dir, got.dir)
	write(t, repo, "go.mod", "module changed/again\n\ngo 1.26\n")
	text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	require.NoError(t, err)
	assert.Equal(t, "module changed\n\ngo 1.26\n", string(text))
	assert.FileExists(t, filepath.Join(dir, "bench/new_test.go"))
	assert.NoFileExists(t, filepath.Join(dir, "big.out"))
	assert.NoFileExists(t, filepath.Join(dir, "bench/a_test.go"))
	assert.NoDirExists(t, filepath.Join(dir, ".git"))
}

// Each layout gives another program, and always the same one.
func TestLayouts(t *testing.T) {
	repo := small(t)
	b, err := build(t.Context(), tree{name: "small", dir: repo}, filepath.Join(t.TempDir(), "a.test"))
	require.NoError(t, err)
	var programs []string
	for _, layout := range []int{1, 2, 1} {
		require.NoError(t, b.link(t.Context(), layout))
		program, err := os.ReadFile(b.path)
		require.NoError(t, err)
		programs = append(programs, string(program))
	}
	assert.True(t, programs[0] == programs[2])
	assert.False(t, programs[0] == programs[1])
}

// An interrupted run removes its worktree.
func TestInterrupt(t *testing.T) {
	repo := small(t)
	t.Chdir(repo)
	t.Setenv("TMPDIR", t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	base, err := checkout(ctx, repo, "fast")
	require.NoError(t, err)
	require.FileExists(t, filepath.Join(base.dir, "go.mod"))
	cancel()
	require.NoError(t, base.remove())
	assertClean(t, repo)

	ctx, cancel = context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	o := smallOptions("fast", "slow")
	o.count = 1 << 20
	_, err = run(ctx, o)
	assert.Error(t, err)
	assertClean(t, repo)
}

func assertClean(t *testing.T, repo string) {
	worktrees, err := git.Run(t.Context(), repo, "worktree", "list", "--porcelain")
	require.NoError(t, err)
	assert.NotContains(t, worktrees, "regress")
	left, err := filepath.Glob(filepath.Join(os.TempDir(), "regress*"))
	require.NoError(t, err)
	assert.Empty(t, left)
}
