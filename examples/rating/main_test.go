package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// allResults is every international since 1872; the data stays outside the project.
const allResults = "../../../shared/data/international_results.csv"

func needAllResults(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(allResults); err != nil {
		t.Skip("needs the file of all results: ", err)
	}
}

// rating runs the program, which must succeed, and returns its output.
func rating(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status := run(args, &stdout, &stderr)
	require.Zero(t, status, "stderr: %s", &stderr)
	require.Empty(t, stderr.String())
	return stdout.String()
}

// ranked returns the teams of the table in order. The table begins after its header line.
func ranked(t *testing.T, out string) []string {
	t.Helper()
	_, table, found := strings.Cut(out, "rating\n")
	require.True(t, found, out)
	line := regexp.MustCompile(`(?m)^ *\d+  (\S.*?) +\d+ +\d+ +\d+ +-?\d+\.\d\d `)
	var teams []string
	for _, m := range line.FindAllStringSubmatch(table, -1) {
		teams = append(teams, m[1])
	}
	return teams
}

func TestWorldCupAgreesWithAllResults(t *testing.T) {
	needAllResults(t)
	data, err := os.ReadFile(allResults)
	require.NoError(t, err)
	all, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	require.NoError(t, err)
	want := all[:1:1] // the header
	for _, row := range all {
		if row[5] == "FIFA World Cup" && row[0] >= "2022-11-20" && row[0] <= "2022-12-18" {
			want = append(want, row)
		}
	}
	got, err := csv.NewReader(bytes.NewReader(worldCup2022)).ReadAll()
	require.NoError(t, err)
	require.Len(t, got, 1+64)
	assert.Equal(t, want[0], got[0])
	assert.ElementsMatch(t, want, got)
}

func TestWorldCup(t *testing.T) {
	out := rating(t)
	assert.Contains(t, out, "worldcup2022.csv: 64 matches between 32 teams, 2022-11-20 to 2022-12-18\n")
	assert.Contains(t, out, "training on 49 decisive matches; 15 draws\n")
	assert.Regexp(t, `tier (portable|neon|avx2|avx512)\n`, out)
	assert.Regexp(t, `loss 1\.0000 before, 0\.4\d\d\d after\n`, out)
	assert.Regexp(t, `\d\d\.\d% of 49 decisive matches ordered rightly\n`, out)

	teams := ranked(t, out)
	require.Len(t, teams, 32)
	assert.ElementsMatch(t, []string{"Argentina", "France"}, teams[:2], "the finalists")
	assert.Equal(t, "Qatar", teams[31], "lost to Ecuador, whose only win it was")
}

func TestWorldCupGroupsCallTheKnockout(t *testing.T) {
	out := rating(t, "-split", "2022-12-03")
	assert.Contains(t, out, "training on 38 decisive matches; 10 draws\n")
	assert.Contains(t, out, "11 decisive matches from 2022-12-03 on:\n")
	assert.Contains(t, out, "called rightly by the ratings\n")
	assert.Contains(t, out, `called rightly by "the home side wins"`)
}

func TestOutputElsewhereIsPlain(t *testing.T) {
	out := rating(t)
	assert.Contains(t, out, "epoch 250 of 500  loss 0.")
	assert.NotContains(t, out, "\r")
	assert.NotContains(t, out, "\x1b")
}

func TestRunIsDeterministic(t *testing.T) {
	assert.Equal(t, rating(t), rating(t))
}

func TestAllResultsMakeACurrentTable(t *testing.T) {
	needAllResults(t)
	teams := ranked(t, rating(t, "-data", allResults))
	require.Len(t, teams, 20)
	assert.Subset(t, teams[:10], []string{"Spain", "Argentina", "France", "England", "Brazil", "Portugal"})
	assert.Subset(t, teams, []string{"Netherlands", "Germany", "Morocco", "Colombia", "Belgium"})
}

func TestAllResultsCallLaterMatches(t *testing.T) {
	needAllResults(t)
	all, err := load(allResults)
	require.NoError(t, err)
	past, later, err := all.split(day(t, "2022-01-01"))
	require.NoError(t, err)
	s := defaults(t)
	s.epochs = 100 // enough for this test
	m := newModel(past, len(all.teams), s)
	require.NoError(t, m.train(func(int, float64) {}))
	c := m.call(later)
	assert.Greater(t, c.matches, 3000)
	assert.Greater(t, c.right, c.homeWins+c.matches/20, "beats the home side by five points in a hundred: %+v", c)
}

func TestDataErrors(t *testing.T) {
	file := filepath.Join(t.TempDir(), "results.csv")
	require.NoError(t, os.WriteFile(file, []byte(header+"2024-06-01,Chile,Peru,one,0\n"), 0o600))
	missing := filepath.Join(t.TempDir(), "none.csv")

	var stdout, stderr bytes.Buffer
	assert.Equal(t, 1, run([]string{"-data", file}, &stdout, &stderr))
	assert.Equal(t, "rating: "+file+":2: home_score: \"one\" is not a number of goals\n", stderr.String())

	stderr.Reset()
	assert.Equal(t, 1, run([]string{"-data", missing}, &stdout, &stderr))
	assert.Contains(t, stderr.String(), missing)

	stderr.Reset()
	assert.Equal(t, 1, run([]string{"-split", "1990-01-01"}, &stdout, &stderr))
	assert.Equal(t, "rating: worldcup2022.csv: no decisive match before 1990-01-01 to train on\n", stderr.String())
}

func TestUsageErrors(t *testing.T) {
	tests := map[string]struct {
		args []string
		want string
	}{
		"unknown flag": {[]string{"-x"}, "flag provided but not defined: -x"},
		"argument":     {[]string{"results.csv"}, `unexpected argument "results.csv"`},
		"split":        {[]string{"-split", "01/02/2022"}, "not a date like 2022-01-31"},
		"zero split":   {[]string{"-split", "0001-01-01"}, "no match is that old"},
		"top":          {[]string{"-top", "-1"}, "not a number of teams"},
		"epochs":       {[]string{"-epochs", "0"}, "-epochs must be at least 1"},
		"margin":       {[]string{"-margin", "0"}, "-margin must be above 0"},
		"large margin": {[]string{"-margin", "1e39"}, "-margin must be above 0 and finite, both in float32"},
		"small margin": {[]string{"-margin", "1e-60"}, "-margin must be above 0 and finite, both in float32"},
		"rate":         {[]string{"-rate", "NaN"}, "-rate must be above 0"},
		"large rate":   {[]string{"-rate", "1e39"}, "-rate must be above 0 and finite, both in float32"},
		"half-life":    {[]string{"-half-life", "-1"}, "-half-life must be 0 or at least a day, 0.00274 years"},
		"no half-life": {[]string{"-half-life", "1e-300"}, "-half-life must be 0 or at least a day"},
		"NaN":          {[]string{"-half-life", "NaN"}, "-half-life must be 0 or at least a day"},
		"decay":        {[]string{"-decay", "-0.5"}, "-decay must not be below 0"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			assert.Equal(t, 2, run(tt.args, &stdout, &stderr))
			assert.Contains(t, stderr.String(), tt.want)
			assert.Empty(t, stdout.String())
		})
	}
}

func TestHelp(t *testing.T) {
	var stdout, stderr bytes.Buffer
	assert.Zero(t, run([]string{"-h"}, &stdout, &stderr))
	for _, name := range []string{"data", "split", "top", "epochs", "margin", "rate", "half-life", "decay"} {
		assert.Regexp(t, `(?m)^  -`+name+`\b`, stderr.String())
	}
}
