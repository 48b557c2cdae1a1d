package main

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const header = "date,home_team,away_team,home_score,away_score\n"

func read(t *testing.T, text string) *results {
	t.Helper()
	res, err := readResults("results.csv", strings.NewReader(text))
	require.NoError(t, err)
	return res
}

func day(t *testing.T, s string) time.Time {
	t.Helper()
	date, err := time.Parse(time.DateOnly, s)
	require.NoError(t, err)
	return date
}

func TestReadResults(t *testing.T) {
	want := []match{
		{date: day(t, "2024-06-01"), home: 0, away: 1, homeGoals: 3, awayGoals: 1},
		{date: day(t, "2024-06-05"), home: 1, away: 0, homeGoals: 0, awayGoals: 0},
	}
	plain := header + "2024-06-01,Curaçao,Peru,3,1\n2024-06-05,Peru,Curaçao,0,0\n"
	tests := map[string]string{
		"plain":           plain,
		"CRLF":            strings.ReplaceAll(plain, "\n", "\r\n"),
		"byte order mark": "\uFEFF" + plain,
		"quoted header":   "\uFEFF" + `"date"` + strings.TrimPrefix(plain, "date"),
		"no last newline": strings.TrimSuffix(plain, "\n"),
		"blank lines":     strings.ReplaceAll(plain, "\n", "\n\n"),
		"other order and columns": "city,away_score,home_score,away_team,home_team,date\n" +
			"\"Lima, Peru\",1,3,Peru,Curaçao,2024-06-01\nLima,0,0,Curaçao,Peru,2024-06-05\n",
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			res := read(t, text)
			assert.Equal(t, []string{"Curaçao", "Peru"}, res.teams)
			assert.Equal(t, want, res.matches)
			assert.Zero(t, res.unplayed)
		})
	}
}

func TestReadLeavesOutFixtures(t *testing.T) {
	res := read(t, header+"2024-06-01,Chile,Peru,1,0\n2030-06-01,Peru,Chile,NA,NA\n")
	assert.Len(t, res.matches, 1)
	assert.Equal(t, 1, res.unplayed)
}

func TestReadErrors(t *testing.T) {
	const good = "2024-06-01,Chile,Peru,1,0\n"
	tests := map[string]struct{ text, want string }{
		"empty":        {"", `results.csv:1: no header, the file is empty`},
		"no column":    {"date,home_team,away_team,home_score\n", `results.csv:1: no column "away_score" in the header`},
		"column twice": {"date,date\n", `results.csv:1: column "date" comes twice`},
		"date":         {header + good + "2024-13-01,Chile,Peru,1,0\n", `results.csv:3: date: "2024-13-01" is not a date like 2022-01-31`},
		"score":        {header + good + good + "2024-06-01,Chile,Peru,x,0\n", `results.csv:4: home_score: "x" is not a number of goals`},
		"minus":        {header + "2024-06-01,Chile,Peru,1,-1\n", `results.csv:2: away_score: "-1" is not a number of goals`},
		"half played":  {header + "2024-06-01,Chile,Peru,NA,1\n", `results.csv:2: home_score: "NA" is not a number of goals`},
		"no team":      {header + "2024-06-01,,Peru,1,0\n", `results.csv:2: home_team: no team`},
		"itself":       {header + "2024-06-01,Peru,Peru,1,0\n", `results.csv:2: away_team: "Peru" plays itself`},
		"colour":       {header + good + "2024-06-01,Chile,\x1b[31mPeru,1,0\n", `results.csv:3: away_team: "\x1b[31mPeru" has a control character`},
		"C1 control":   {header + "2024-06-01,Ch\u009bile,Peru,1,0\n", `results.csv:2: home_team: "Ch\u009bile" has a control character`},
		"one field":    {header + "2024-06-01\n", `results.csv:2: 1 field, the header has 5`},
		"few fields":   {header + good + "2024-06-01,Chile,Peru,1\n", `results.csv:3: 4 fields, the header has 5`},
		"many fields":  {header + "2024-06-01,Chile,Peru,1,0,0\n", `results.csv:2: 6 fields, the header has 5`},
		"quote":        {header + good + "2024-06-01,Ch\"ile,Peru,1,0\n", `results.csv:3: bare " in non-quoted-field`},
		"after a quoted newline": {
			"city," + header + "\"Port\nof Spain\",2024-06-01,Chile,Peru,1,0\nLima,2024-06-01,Chile,Peru,1,?\n",
			`results.csv:4: away_score: "?" is not a number of goals`,
		},
		"in a record of two lines": {
			"city," + header + "\"Port\nof Spain\",2024-06-01,Chile,Peru,1,?\n",
			`results.csv:3: away_score: "?" is not a number of goals`,
		},
		"after blank lines": {header + "\n\n2024-06-01,Chile,Peru,1,?\n", `results.csv:4: away_score: "?" is not a number of goals`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := readResults("results.csv", strings.NewReader(tt.text))
			assert.EqualError(t, err, tt.want)
		})
	}
}
