package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "put the summaries of docs/report into README.md")

// README.md shows the summary of each report between these lines.
const (
	readmeFrom = "<!-- go test ./bench/report -run Readme -update writes this: -->\n"
	readmeTo   = "<!-- up to here -->\n"
)

// For each CPU, README.md has the summary of its report, and the summary has the numbers of the report's table.
func TestReadme(t *testing.T) {
	clone := filepath.Join("..", "..")
	folders, err := os.ReadDir(filepath.Join(clone, reports))
	require.NoError(t, err)
	require.NotEmpty(t, folders)
	var want strings.Builder
	for _, f := range folders {
		require.True(t, f.IsDir(), "%s: a report has a folder of its CPU", f.Name())
		read := func(name string) string {
			text, err := os.ReadFile(filepath.Join(clone, reports, f.Name(), name))
			require.NoError(t, err)
			return string(text)
		}
		summary := read(summaryFile)
		checkSummary(t, summary, read(tableFile))
		assert.Contains(t, summary, f.Name(), "the folder is that CPU's")
		fmt.Fprintf(&want, "\n[Report](docs/report/%s/report.md) of %s", f.Name(), summary)
	}
	want.WriteString("\n")

	name := filepath.Join(clone, "README.md")
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(text), readmeFrom)
	require.True(t, ok)
	got, after, ok := strings.Cut(rest, readmeTo)
	require.True(t, ok)
	if *update {
		require.NoError(t, os.WriteFile(name, []byte(before+readmeFrom+want.String()+readmeTo+after), 0o644))
		return
	}
	assert.Equal(t, want.String(), got, "go test ./bench/report -run Readme -update")
}

// checkSummary compares a summary with the table of the same report.
func checkSummary(t *testing.T, summary, table string) {
	t.Helper()
	r := results{Rows: parseTable(t, table)}
	require.NotEmpty(t, r.Rows)
	assert.True(t, strings.HasPrefix(table, strings.SplitN(summary, "\n", 2)[0]+". "), "the same machine")
	assert.Contains(t, summary, "\n\n"+r.summaryTable())
	lines := strings.Split(strings.TrimSpace(table), "\n")
	assert.Contains(t, summary, strings.TrimSuffix(lines[len(lines)-1], "."), "the same aims are met")
}

// parseTable returns the rows of a report's tables, without their aims.
func parseTable(t *testing.T, text string) []row {
	t.Helper()
	var list []row
	var current section
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if title, ok := strings.CutPrefix(line, "### "); ok {
			current = section{}
			for _, s := range sections {
				if s.title == title {
					current = s
				}
			}
		}
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		if current.name == "" || !strings.HasPrefix(line, "|") || cells[0] == "call" || cells[0] == left {
			continue
		}
		cell := map[string]string{}
		for i, c := range current.columns() {
			if i < len(cells) {
				cell[c.head] = cells[i]
			}
		}
		number := func(text string) float64 {
			x, err := strconv.ParseFloat(strings.TrimSuffix(text, " ns"), 64)
			require.NoError(t, err, line)
			return x
		}
		r := row{Section: current.name, What: cell["call"], Tier: cell["tier"], Region: cell["in"], Against: strings.TrimSpace(cell["against"])}
		r.N, r.NsEach = parseSize(t, cell[current.unit+"s"]), number(cell["ns/"+current.unit])
		r.Measured.Median, r.AtMost = number(cell["measured"]), strings.HasSuffix(cell["measured"], " ns")
		list = append(list, r)
	}
	return list
}

// parseSize is the inverse of workload.SizeName.
func parseSize(t *testing.T, text string) int {
	t.Helper()
	factor := 1
	for suffix, by := range map[string]int{"Ki": 1 << 10, "Mi": 1 << 20} {
		if digits, ok := strings.CutSuffix(text, suffix); ok {
			text, factor = digits, by
		}
	}
	n, err := strconv.Atoi(text)
	require.NoError(t, err)
	return n * factor
}

// A table can be parsed back into the rows from which it was made, so that summaries can be checked.
func TestParseTable(t *testing.T) {
	r := sample()
	checkSummary(t, r.summary(), r.markdown())
	var all []row
	for _, s := range sections {
		all = append(all, r.in(s.name)...)
	}
	parsed := parseTable(t, r.markdown())
	require.Len(t, parsed, len(all))
	for i, row := range parsed {
		want := all[i]
		assert.Equal(t, want.Section, row.Section)
		assert.Equal(t, want.What, row.What)
		assert.Equal(t, want.Against, row.Against)
		assert.Equal(t, want.N, row.N)
		assert.Equal(t, want.measured(), row.measured())
	}
}
