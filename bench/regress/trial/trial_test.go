package main

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const table = `build trial-base and trial-head
benchmark                                base     head     ratio  p
MarginRanking/pass=forward/n=1Ki         44.8ns   50.9ns   1.137  1.1e-05  SLOWER
MarginRanking/pass=forward/n=64Ki        3.65µs   4.15µs   1.041  0.15     not confirmed
MarginRanking/pass=forwardbackward/n=1Ki 127.5ns  136.4ns  1.073  0.0011   SLOWER
MarginRanking/pass=backward/n=1Ki        127.5ns  128.4ns  1.010  0.5
slower: 2 of 4
`

func TestParse(t *testing.T) {
	rows, err := parse(table)
	require.NoError(t, err)
	require.Len(t, rows, 4)
	assert.Equal(t, row{"MarginRanking/pass=forward/n=64Ki", 1.041, "0.15", "not confirmed", false}, rows[1])
	assert.True(t, rows[0].slower)
	assert.False(t, rows[3].slower)

	rows, err = parse("no difference: both revisions build to the same bytes\n")
	require.NoError(t, err)
	assert.Empty(t, rows)
	_, err = parse("build A and B\n")
	assert.Error(t, err)
}

// A trial without runs is an error, and not an empty table.
func TestNoRuns(t *testing.T) {
	for _, n := range []int{0, -1} {
		assert.ErrorContains(t, run(t.Context(), n, nil, nil), "not at least 1")
	}
}

// Benchmarks that were made slower are told from the others by the whole name of their pass.
func TestTally(t *testing.T) {
	rows, err := parse(table)
	require.NoError(t, err)
	slow := change{kind: planted, pass: "forward"}
	assert.Equal(t, verdict{hits: 1, misses: 1, alarms: 1}, judge(slow, outcome{true, rows}))
	assert.Equal(t, "1 found, 1 missed, 1 false alarms", judge(slow, outcome{true, rows}).String())
	none := change{kind: moved}
	assert.Equal(t, verdict{alarms: 2}, judge(none, outcome{true, rows}))

	var all tally
	for _, c := range []change{slow, slow, none} {
		all.add(c, outcome{true, rows}, judge(c, outcome{true, rows}))
	}
	assert.Contains(t, all.markdown(), "| 10 % slower | 2 | 2 | 2 of 4 | 2 of 4 | 1.041, 1.137, 1.137 | 1.010, 1.073, 1.073 |")
	assert.Contains(t, all.markdown(), "| code moved | 1 | 1 |  | 2 of 4 |  | 1.010, 1.073, 1.137 |")
}

// Each change still finds its place in the sources, and the result is still Go.
func TestChanges(t *testing.T) {
	moves := map[string]bool{}
	for turn := range 3 {
		for _, c := range changes(turn) {
			for name, edit := range c.files {
				old, err := os.ReadFile(filepath.Join("../../..", name))
				if name != "asm/moved.go" {
					require.NoError(t, err)
				}
				text, err := edit(string(old))
				require.NoError(t, err)
				assert.NotEqual(t, string(old), text)
				if filepath.Ext(name) == ".go" {
					_, err = parser.ParseFile(token.NewFileSet(), name, text, 0)
					assert.NoError(t, err, name)
				}
				if name == "asm/moved.go" {
					moves[text] = true
				}
			}
		}
	}
	assert.Len(t, moves, 3, "another distance each turn")
	_, err := slower("Sideways", "p", "p")("package loss\n")
	assert.ErrorContains(t, err, "Sideways")
}
