package main

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Only a failing test catches a mutant. A mutant whose tier cannot run is neither caught nor not caught.
func TestOutcomes(t *testing.T) {
	m := mutant{name: "m", breaks: "all", tier: "neon"}
	tests := []string{"a.TestA", "b.TestB", "c.TestC", "d.TestD", "e.TestE"}
	for _, c := range []struct {
		result
		want   string
		row    string
		status int
	}{
		{result{mutant: m, static: tests[:1], running: tests}, caught, "| `m` | all | a.TestA | a.TestA, b.TestB, c.TestC and 2 more |", 0},
		{result{mutant: m, static: tests[:1], notRun: true}, caught, "| `m` | all | a.TestA | not run: no neon |", 0},
		{result{mutant: m, notRun: true}, notRun, "| `m` | all |  | not run: no neon |", 0},
		{result{mutant: m}, survived, "| `m` | all | **survived** | **survived** |", 1},
		{result{mutant: m, err: errors.New("does not build")}, stale, "| `m` | all | **stale** | **stale** |", 2},
	} {
		assert.Equal(t, c.want, c.outcome())
		assert.Contains(t, table([]result{c.result}), c.row+"\n")
		assert.Equal(t, c.status, status([]result{c.result}))
	}
}

func TestSummary(t *testing.T) {
	assert.Regexp(t, `^1 of 3 caught on \w+/\w+, 2 survived$`, summary([]result{{static: []string{"a.TestA"}}, {}, {}}))
}

// missed names the mutants that were not run, since the exit status does not show them.
func TestMissed(t *testing.T) {
	caught := result{mutant: mutant{name: "a", tier: "neon"}, static: []string{"a.TestA"}, notRun: true}
	assert.Empty(t, missed([]result{caught}))
	list := []result{caught, {mutant: mutant{name: "b", tier: "neon"}, notRun: true}, {mutant: mutant{name: "c", tier: "avx512"}, notRun: true}}
	assert.Equal(t, "not run: b (nothing here runs neon), c (nothing here runs avx512)\n", missed(list))
	assert.Equal(t, 0, status(list))
}

// The tests that docs/mutants.md names exist. If a test is renamed, the page must be changed, too.
func TestPageNamesTests(t *testing.T) {
	root := os.DirFS("../..")
	tests := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func (Test\w+|Fuzz\w+)\(`)
	require.NoError(t, fs.WalkDir(root, ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := fs.ReadFile(root, name)
		for _, match := range declared.FindAllSubmatch(text, -1) {
			tests[path.Base(path.Dir(name))+"."+string(match[1])] = true
		}
		return err
	}))
	page, err := fs.ReadFile(root, "docs/mutants.md")
	require.NoError(t, err)
	named := regexp.MustCompile(`\b\w+\.(?:Test|Fuzz)\w+`).FindAllString(string(page), -1)
	assert.Greater(t, len(named), 200)
	for _, name := range named {
		assert.True(t, tests[name], "%s is no test", name)
	}
}
