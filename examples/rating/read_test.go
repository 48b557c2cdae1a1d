package main

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/unicode"
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
	for _, fixture := range []string{"NA,NA", ",", "NaN,NaN", "nan, nan ", ",NA", "N/A,n/a", "null,null", "None,None", `"",""`, " , "} {
		res := read(t, header+"2024-06-01,Chile,Peru,1,0\n2030-06-01,Peru,Chile,"+fixture+"\n")
		assert.Len(t, res.matches, 1, fixture)
		assert.Equal(t, 1, res.unplayed, fixture)
	}
}

// Spreadsheets write empty columns and rows, and leave out empty fields at the end of a row.
func TestReadEmptyColumns(t *testing.T) {
	const first, second = "2024-06-01,Chile,Peru,1,0", "2024-06-02,Peru,Chile,2,3"
	named := strings.TrimSuffix(header, "\n")
	tests := map[string]string{
		"at the end":      named + ",,\n" + first + ",,\n" + second + ",,\n",
		"of blanks":       named + ", ,\n" + first + ",, \n" + second + ",,\n",
		"in the header":   named + ",,\n" + first + "\n" + second + ",\n",
		"in a record":     named + "\n" + first + ",,\n" + second + ", \n",
		"not empty":       named + ",,\n" + first + ",a note,\n" + second + ",,another\n",
		"at the front":    "," + named + ",\n," + first + ",\n1," + second + ",\n",
		"of one name":     "city," + named + ",city,city\nA," + first + ",B,C\nA," + second + ",B,C\n",
		"left out":        named + ",city,country\n" + first + ",Lima\n" + second + "\n",
		"rows":            named + "\n" + first + "\n,,,,\n , ,\n" + second + "\n,,,,\n",
		"rows at the top": ",,,,\n" + named + "\n" + first + "\n" + second + "\n",
	}
	want := read(t, header+first+"\n"+second+"\n")
	require.Len(t, want.matches, 2)
	for name, text := range tests {
		t.Run(name, func(t *testing.T) { assert.Equal(t, want, read(t, text)) })
	}
}

// Programs that know missing values write whole numbers with a decimal point.
func TestReadScores(t *testing.T) {
	res := read(t, header+"2024-06-01,Chile,Peru,3.0,0.0\n2024-06-01,Chile,Peru, 2 ,1.\n2024-06-01,Chile,Peru,10.00,065535\n")
	var scores [][2]int
	for _, m := range res.matches {
		scores = append(scores, [2]int{m.homeGoals, m.awayGoals})
	}
	assert.Equal(t, [][2]int{{3, 0}, {2, 1}, {10, 65535}}, scores)
}

// Blanks around a field mean nothing, and a letter with an accent is the same in one character and in two.
func TestReadNames(t *testing.T) {
	res := read(t, header+"2024-06-01,Chile ,Curaçao,1,0\n 2024-06-01\u00a0,\u00a0Chile,\tCurac\u0327ao,1,0\n2024-06-01, \"Chile\",\" Curaçao \",1,0\n")
	assert.Equal(t, []string{"Chile", "Curaçao"}, res.teams)
	assert.Len(t, res.matches, 3)
	res = read(t, header+"2024-06-01,Chile,Peru,1,0\n2024-06-01,Chile\u200b,\u200bPeru,1,0\n\ufeff2024-06-01,\ufeffChile,Peru,\u200b,\u200b\n")
	assert.Equal(t, []string{"Chile", "Peru"}, res.teams, "blanks that nobody sees")
	assert.Equal(t, 1, res.unplayed)
	res = read(t, " date ,home_team , away_team,home_score ,away_score\n2024-06-01,São Tomé and Príncipe,Chile,1,0\n")
	assert.Equal(t, []string{"São Tomé and Príncipe", "Chile"}, res.teams, "blanks within are kept")
}

func TestReadUTF16(t *testing.T) {
	const text = header + "2024-06-01,Curaçao,Peru,3,1\n"
	for _, order := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
		encoded, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().String(text)
		require.NoError(t, err)
		assert.Equal(t, read(t, text), read(t, encoded))
	}
}

func TestReadErrors(t *testing.T) {
	const good = "2024-06-01,Chile,Peru,1,0\n"
	tests := map[string]struct{ text, want string }{
		"empty":        {"", `results.csv:1: no header, the file is empty`},
		"no column":    {"date,home_team,away_team,home_score\n", `results.csv:1: no column "away_score" in the header`},
		"column twice": {"date,date\n", `results.csv:1: column "date" comes twice`},
		"blanks twice": {"date, date \n", `results.csv:1: column "date" comes twice`},
		"date":         {header + good + "2024-13-01,Chile,Peru,1,0\n", `results.csv:3: date: "2024-13-01" is not a date like 2022-01-31`},
		"score":        {header + good + good + "2024-06-01,Chile,Peru,x,0\n", `results.csv:4: home_score: "x" is not a number of goals`},
		"minus":        {header + "2024-06-01,Chile,Peru,1,-1\n", `results.csv:2: away_score: "-1" is not a number of goals`},
		"half played":  {header + "2024-06-01,Chile,Peru,NA,1\n", `results.csv:2: home_score: "NA" is not a number of goals`},
		"no team":      {header + "2024-06-01,,Peru,1,0\n", `results.csv:2: home_team: no team`},
		"itself":       {header + "2024-06-01,Peru,Peru,1,0\n", `results.csv:2: away_team: "Peru" plays itself`},
		"colour":       {header + good + "2024-06-01,Chile,\x1b[31mPeru,1,0\n", `results.csv:3: away_team: "\x1b[31mPeru" has a control character`},
		"C1 control":   {header + "2024-06-01,Ch\u009bile,Peru,1,0\n", `results.csv:2: home_team: "Ch\u009bile" has a control character`},
		"fraction":     {header + "2024-06-01,Chile,Peru,3.5,1\n", `results.csv:2: home_score: "3.5" is not a number of goals`},
		"fractions":    {header + "2024-06-01,Chile,Peru,1,3.0.0\n", `results.csv:2: away_score: "3.0.0" is not a number of goals`},
		"no whole":     {header + "2024-06-01,Chile,Peru,1,.0\n", `results.csv:2: away_score: ".0" is not a number of goals`},
		"many goals":   {header + "2024-06-01,Chile,Peru,65536,1\n", `results.csv:2: home_score: "65536" is more than 65535 goals`},
		"infinite":     {header + "2024-06-01,Chile,Peru,1,Inf\n", `results.csv:2: away_score: "Inf" is not a number of goals`},
		"half empty":   {header + "2024-06-01,Chile,Peru,,1\n", `results.csv:2: home_score: "" is not a number of goals`},
		"half NaN":     {header + "2024-06-01,Chile,Peru,1,NaN\n", `results.csv:2: away_score: "NaN" is not a number of goals`},
		"blank team":   {header + "2024-06-01, ,Peru,1,0\n", `results.csv:2: home_team: no team`},
		"same team":    {header + "2024-06-01,Peru,Peru ,1,0\n", `results.csv:2: away_team: "Peru" plays itself`},
		"raw byte":     {header + good + "2024-06-01,Ch\x9bile,Peru,1,0\n", `results.csv:3: "Ch\x9bile" is not UTF-8`},
		"Latin-1":      {header + good + good + "2024-06-01,Chile,Cura\xe7ao,1,0\n", `results.csv:4: "Cura\xe7ao" is not UTF-8`},
		"other column": {"city," + header + "Lima,2024-06-01,Chile,Peru,1,0\nBogot\xe1,2024-06-01,Chile,Peru,1,0\n", `results.csv:3: "Bogot\xe1" is not UTF-8`},
		"header":       {"caf\xe9," + header, `results.csv:1: "caf\xe9" is not UTF-8`},
		"direction":    {header + "2024-06-01,Ch\u202eile,Peru,1,0\n", `results.csv:2: home_team: "Ch\u202eile" has a control character`},
		"one field":    {header + "2024-06-01\n", `results.csv:2: 1 field, the header has 5`},
		"few fields":   {header + good + "2024-06-01,Chile,Peru,1\n", `results.csv:3: 4 fields, the header has 5`},
		"few of more":  {"city," + header + "Lima,2024-06-01,Chile,Peru,1\n", `results.csv:2: 5 fields, the header has 6`},
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
