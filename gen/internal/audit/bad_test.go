package audit_test

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gen/internal/audit"
)

// good returns a small program without faults: a kernel for each tier, and the Go that calls it.
func good(t *testing.T) fstest.MapFS { return program(t, "testdata/good") }

// alone returns a program like good in which everything is in one package, which exports only what its users need.
func alone(t *testing.T) fstest.MapFS { return program(t, "testdata/alone") }

func program(t *testing.T, folder string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	root := os.DirFS(folder)
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(root, name)
		files[name] = &fstest.MapFile{Data: text}
		return err
	})
	require.NoError(t, err)
	return files
}

// findings runs all checks.
func findings(t *testing.T, files fstest.MapFS) map[string][]string {
	t.Helper()
	p, err := audit.Read(files, ".")
	require.NoError(t, err)
	found := map[string][]string{}
	for _, c := range audit.Checks {
		for _, f := range c.Run(p) {
			found[c.Name] = append(found[c.Name], f.String())
		}
	}
	return found
}

// An edit replaces the only occurrence of a text in the good program.
type edit struct{ old, new string }

func (e edit) apply(t *testing.T, files fstest.MapFS) {
	t.Helper()
	n := 0
	for _, f := range files {
		n += strings.Count(string(f.Data), e.old)
		f.Data = []byte(strings.ReplaceAll(string(f.Data), e.old, e.new))
	}
	require.Equal(t, 1, n, "occurrences of %q", e.old)
}

// A bad example is found by the check for which it is made, and by no other checks but those that it names.
func TestBadExamples(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, bad := range badExamples {
		seen[bad.check] = true
		t.Run(bad.check, func(t *testing.T) { bad.isFound(t, good(t)) })
	}
	for _, c := range audit.Checks {
		assert.True(t, seen[c.Name], "no bad example for %s", c.Name)
	}
}

// The same is true of a package that has everything.
func TestBadAlone(t *testing.T) {
	t.Parallel()
	for _, bad := range badAlone {
		t.Run(bad.check, func(t *testing.T) { bad.isFound(t, alone(t)) })
	}
}

// isFound edits a program without faults, and checks that the fault is found.
func (bad badExample) isFound(t *testing.T, files fstest.MapFS) {
	t.Helper()
	for _, e := range bad.edits {
		e.apply(t, files)
	}
	found := findings(t, files)
	assert.Contains(t, strings.Join(found[bad.check], "\n"), bad.want, "%q", bad.edits)
	for _, check := range strings.Fields(bad.check + " " + bad.also) {
		assert.NotEmpty(t, found[check], check)
		delete(found, check)
	}
	assert.Empty(t, found, "other checks: %q", bad.edits)
}

// A file whose name lacks the tier is a finding, and is not read.
func TestFileName(t *testing.T) {
	files := good(t)
	const name = "asm/hinge_f16_neon_arm64.s"
	files["asm/hinge_arm64.s"] = files[name]
	delete(files, name)
	found := findings(t, files)
	assert.Equal(t, []string{"asm/hinge_arm64.s:1: the name does not end in a tier and amd64 or arm64"}, found["syntax"])
	assert.NotEmpty(t, found["declarations"])
}

func TestGoodExamples(t *testing.T) {
	assert.Empty(t, findings(t, good(t)))
	assert.Empty(t, findings(t, alone(t)))
	for _, e := range goodAlone {
		files := alone(t)
		e.apply(t, files)
		assert.Empty(t, findings(t, files), "%v", e)
	}
	for _, edits := range goodExamples {
		files := good(t)
		for _, e := range edits {
			e.apply(t, files)
		}
		assert.Empty(t, findings(t, files), "%v", edits)
	}
}

var (
	token  = regexp.MustCompile(`[^\s,()]+`)
	digits = regexp.MustCompile(`\d+`)
)

// No check panics if something is missing or too large.
func TestMalformed(t *testing.T) {
	t.Parallel()
	whole := good(t)
	const kernel = "asm/hinge_f32_avx2_amd64.s" // the only kernel that is kept if a Go file is malformed
	tried := map[string]bool{}                  // the lines that have been tried, without their numbers
	for name, file := range whole {
		if name == "go.mod" {
			continue
		}
		text, isGo := string(file.Data), path.Ext(name) == ".go"
		others := maps.Clone(whole)
		maps.DeleteFunc(others, func(other string, _ *fstest.MapFile) bool { // deletes files that do not matter here
			switch {
			case path.Ext(other) == ".s":
				return other != name && !(isGo && other == kernel)
			case isGo || other == "go.mod":
				return false
			}
			return path.Dir(other) != path.Dir(name) && path.Dir(other) != "generated" || strings.Contains(other, "run_")
		})
		try := func(at []int, with string) {
			before, after := text[:at[0]], text[at[1]:]
			line := before[strings.LastIndex(before, "\n")+1:] + "|" + strings.SplitN(after, "\n", 2)[0]
			line = digits.ReplaceAllString(line, "0") + with
			if tried[line] {
				return
			}
			tried[line] = true
			files := maps.Clone(others)
			files[name] = &fstest.MapFile{Data: []byte(before + with + after)}
			assert.NotPanics(t, func() { findings(t, files) }, "%s: %q for %q", name, with, text[at[0]:at[1]])
		}
		for _, at := range token.FindAllStringIndex(text, -1) {
			try(at, "")
		}
		if isGo {
			continue
		}
		for _, at := range digits.FindAllStringIndex(text, -1) {
			if strings.Contains("KRVFXYZ", text[at[0]-1:at[0]]) {
				try(at, "99") // no register has this number
			} else {
				try(at, "99999999999999999999")
			}
		}
	}
}
