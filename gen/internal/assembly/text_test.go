package assembly_test

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gen/internal/assembly"
)

// A function is one emitted TEXT.
type function struct {
	name, tier, arch string
	comment          string // the line above the text
	flags            string
	frame, args      int // in bytes
	lines            []*line
}

// A line is an instruction, or a label.
type line struct {
	label    string
	op       string
	operands []string
	comment  string
}

func (l *line) String() string { return l.label + l.op + " " + strings.Join(l.operands, ", ") }

var (
	pathForm = regexp.MustCompile(`^asm/hinge_[a-z0-9]+_([a-z0-9]+)_([a-z0-9]+)\.s$`)
	textForm = regexp.MustCompile(`^TEXT ·(\w+)\(SB\), (\w+), \$(\d+)-(\d+)$`)
	// A label starts in the first column, an instruction behind one tab.
	lineForm = regexp.MustCompile(`^(?:(\w+):|\t([A-Z][A-Z0-9.]*)(?: ([^/\s](?:[^/]*[^/\s])?))?(?: *// (.+))?)$`)
)

// functions parses every emitted assembly file. A line that it cannot place is
// an error: no instruction escapes the tests.
func functions(t *testing.T) []*function {
	t.Helper()
	files := assembly.Files()
	var all []*function
	for _, path := range slices.Sorted(maps.Keys(files)) {
		place := pathForm.FindStringSubmatch(path)
		require.NotNil(t, place, path)
		all = append(all, parse(t, path, place[1], place[2], string(files[path]))...)
	}
	return all
}

func parse(t *testing.T, path, tier, arch, text string) []*function {
	t.Helper()
	var all []*function
	var comment string
	for i, s := range strings.Split(text, "\n") {
		if m := textForm.FindStringSubmatch(s); m != nil {
			all = append(all, &function{name: m[1], tier: tier, arch: arch, comment: comment,
				flags: m[2], frame: number(t, m[3]), args: number(t, m[4])})
			continue
		}
		if s == "" || strings.HasPrefix(s, "//") || strings.HasPrefix(s, "#include") {
			comment = s
			continue
		}
		if strings.HasPrefix(s, "\t//") {
			continue
		}
		m := lineForm.FindStringSubmatch(s)
		require.True(t, m != nil && len(all) > 0, "%s:%d: %q is no instruction of a function", path, i+1, s)
		l := &line{label: m[1], op: m[2], comment: m[4]}
		if m[3] != "" {
			l.operands = strings.Split(m[3], ", ")
		}
		f := all[len(all)-1]
		f.lines = append(f.lines, l)
	}
	return all
}

// split returns the function's lines before its loop, and those from there on.
func (f *function) split() (setup, rest []*line) {
	i := slices.IndexFunc(f.lines, func(l *line) bool { return l.label == "loop" })
	return f.lines[:max(i, 0)], f.lines[max(i, 0):]
}

// disassembly is the part of a word's comment that says which instruction it is.
func (l *line) disassembly() string {
	text, _, _ := strings.Cut(l.comment, ";")
	return text
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	require.NoError(t, err)
	return n
}

// Without text, every other test would pass.
func TestText(t *testing.T) {
	tiers := map[string]int{}
	for _, f := range functions(t) {
		tiers[f.tier]++
		setup, rest := f.split()
		require.True(t, len(setup) > 3 && len(rest) > 10, f.name)
	}
	require.Equal(t, map[string]int{"avx512": 72, "avx2": 72, "neon": 72}, tiers)
}

// Emitted files are compared with a fresh emission: registers that a map chose would
// differ from one to the next.
func TestDeterministic(t *testing.T) {
	require.Equal(t, assembly.Files(), assembly.Files())
}
