package main

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestStandings(t *testing.T) {
	res := read(t, header+`2024-06-01,A,B,1,0
2024-06-02,B,A,1,1
2024-06-03,C,B,0,2
2024-06-04,C,E,0,0
2024-06-05,D,C,1,0
`)
	m := newModel(res.matches, len(res.teams), settings{})
	copy(m.ratings, []float32{0.501, 0.499, -0.001, 9, 2}) // A, B, C, E, D; E has only drawn
	table := standings(res.teams, res.matches, m)
	assert.Equal(t, []standing{
		{rank: 1, team: "D", won: 1, rating: 2},
		{rank: 2, team: "A", won: 1, drawn: 1, rating: 0.5},
		{rank: 2, team: "B", won: 1, drawn: 1, lost: 1, rating: 0.5},
		{rank: 4, team: "C", drawn: 1, lost: 2},
	}, table)
	assert.False(t, math.Signbit(table[3].rating), "would print as -0.00")
}

func TestPrintTable(t *testing.T) {
	table := []standing{
		{rank: 1, team: "Curaçao", won: 10, drawn: 2, rating: 1.5},
		{rank: 2, team: "Peru", won: 3, lost: 4, rating: 0.25},
		{rank: 3, team: "São Tomé and Príncipe", drawn: 1, lost: 12, rating: -1},
	}
	var out bytes.Buffer
	printTable(&out, table, 0)
	assert.Equal(t, strings.TrimPrefix(`
won, drawn and lost count all matches trained on, however old
   team                   won  drawn  lost  rating
1  Curaçao                 10      2     0    1.50  ████████████████████████████████
2  Peru                     3      0     4    0.25  ████████████████
3  São Tomé and Príncipe    0      1    12   -1.00  
`, "\n"), out.String())

	out.Reset()
	printTable(&out, table, 1)
	assert.Contains(t, out.String(), "\nand 2 more teams (-top 0 shows all)\n")

	out.Reset()
	printTable(&out, table, 2)
	assert.Equal(t, strings.TrimPrefix(`
won, drawn and lost count all matches trained on, however old
   team     won  drawn  lost  rating
1  Curaçao   10      2     0    1.50  ████████████████████████████████
2  Peru       3      0     4    0.25  ████████████████
and 1 more team (-top 0 shows all)
`, "\n"), out.String())
}

func TestShownTeams(t *testing.T) {
	tests := []struct{ teams, top, want int }{
		{32, autoTop, 32},
		{33, autoTop, 20},
		{300, 0, 300},
		{300, 5, 5},
		{4, 5, 4},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, shownTeams(tt.teams, tt.top), "%d teams, -top %d", tt.teams, tt.top)
	}
}

func TestBar(t *testing.T) {
	assert.Equal(t, "", bar(0, 1, 4))
	assert.Equal(t, "████", bar(1, 1, 4))
	assert.Equal(t, "█▌", bar(3, 8, 4))
	assert.Equal(t, "▏", bar(1, 32, 4))
	assert.Equal(t, "███▉", bar(31, 32, 4))
	assert.Equal(t, "", bar(0, 0, 4), "all teams level")
	for value := range 1001 {
		cells := utf8.RuneCountInString(bar(float64(value), 1000, 4))
		require.LessOrEqual(t, cells, 4, "value %d", value)
	}
}
