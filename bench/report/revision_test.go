package main

import (
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/bench/internal/git"
)

// If the program has a revision, revisionOf uses that.
func TestRevisionOfBuild(t *testing.T) {
	info := func(modified string) *debug.BuildInfo {
		return &debug.BuildInfo{Settings: []debug.BuildSetting{
			{Key: "vcs.revision", Value: "0123456789abcdef"}, {Key: "vcs.modified", Value: modified}}}
	}
	none := t.TempDir()
	assert.Equal(t, "revision 0123456", revisionOf(t.Context(), info("false"), none))
	assert.Equal(t, "revision 0123456, modified", revisionOf(t.Context(), info("true"), none))
	for _, clone := range []string{"", none, filepath.Join(none, "nowhere")} {
		assert.Equal(t, unknownRevision, revisionOf(t.Context(), nil, clone), clone)
	}
}

// Otherwise revisionOf asks git. Untracked files count as modifications, and documents do not.
func TestRevisionOfTree(t *testing.T) {
	if testing.Short() {
		t.Skip("an emulated test binary can't start git")
	}
	repo := t.TempDir()
	run := func(args ...string) string {
		out, err := git.Run(t.Context(), repo, append([]string{"-c", "user.name=n", "-c", "user.email=e"}, args...)...)
		require.NoError(t, err)
		return out
	}
	write := func(name string) {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(repo, name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(repo, name), []byte(t.Name()), 0o600))
	}
	run("init", "-q")
	write("code.go")
	run("add", "-A")
	run("commit", "-q", "-m", "first")
	clean := "revision " + run("rev-parse", "HEAD")[:7]
	none := &debug.BuildInfo{}
	assert.Equal(t, clean, revisionOf(t.Context(), none, repo))
	write("docs/report/cpu/report.md")
	assert.Equal(t, clean, revisionOf(t.Context(), none, repo))
	write("internal/new.go")
	assert.Equal(t, clean+", modified", revisionOf(t.Context(), none, repo))
	assert.Equal(t, clean+", modified", revisionOf(t.Context(), none, filepath.Join(repo, "docs")), "from below the root")
}
