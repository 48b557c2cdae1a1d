package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	autoTop  = -1 // all teams if they fit a screen, and otherwise the best few
	fitsAll  = 32
	bestFew  = 20
	barWidth = 32
)

// standing is a line of the table.
type standing struct {
	rank             int
	team             string
	won, drawn, lost int
	rating           float64
}

// standings returns the rated teams in the order of their ratings, with their records in the matches. Ratings are
// rounded as they are printed, and teams with equal printed ratings share a rank: further digits only show where
// the gradient descent has stopped.
func standings(teams []string, matches []match, m *model) []standing {
	all := make([]standing, len(teams))
	for _, game := range matches {
		home, away := &all[game.home], &all[game.away]
		switch game.sign() {
		case 1:
			home.won++
			away.lost++
		case -1:
			home.lost++
			away.won++
		default:
			home.drawn++
			away.drawn++
		}
	}
	var table []standing
	for t, s := range all {
		if m.rated(t) {
			s.team, s.rating = teams[t], math.Round(float64(m.ratings[t])*100)/100+0 // adding 0 avoids -0.00
			table = append(table, s)
		}
	}
	slices.SortFunc(table, func(a, b standing) int {
		return cmp.Or(cmp.Compare(b.rating, a.rating), strings.Compare(a.team, b.team))
	})
	for i := range table {
		table[i].rank = i + 1
		if i > 0 && table[i].rating == table[i-1].rating {
			table[i].rank = table[i-1].rank
		}
	}
	return table
}

// printTable prints the best of the rated teams, as many as top says. Their bars have lengths from the lowest
// rating of all teams to the highest.
func printTable(w io.Writer, table []standing, top int) {
	shown := table[:shownTeams(len(table), top)]
	rank, team := len(strconv.Itoa(len(shown))), len("team")
	for _, s := range shown {
		team = max(team, utf8.RuneCountInString(s.team))
	}
	fmt.Fprintln(w, "won, drawn and lost count all matches trained on, however old")
	// The width of %s counts runes, so that Curaçao takes seven columns and not eight.
	fmt.Fprintf(w, "%*s  %-*s  won  drawn  lost  rating\n", rank, "", team, "team")
	high, low := table[0].rating, table[len(table)-1].rating
	for _, s := range shown {
		fmt.Fprintf(w, "%*d  %-*s  %3d  %5d  %4d  %6.2f  %s\n", rank, s.rank, team, s.team,
			s.won, s.drawn, s.lost, s.rating, bar(s.rating-low, high-low, barWidth))
	}
	if more := len(table) - len(shown); more > 0 {
		fmt.Fprintf(w, "and %s (-top 0 shows all)\n", count(more, "more team"))
	}
}

func shownTeams(teams, top int) int {
	switch {
	case top == autoTop && teams > fitsAll:
		return bestFew
	case top > 0 && top < teams:
		return top
	}
	return teams
}

// bar returns a bar for value/full of the width, which is drawn in eighths of a character.
func bar(value, full float64, width int) string {
	eighth := []string{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"}
	if full <= 0 {
		return ""
	}
	n := int(math.Round(value / full * float64(8*width)))
	return strings.Repeat("█", n/8) + eighth[n%8]
}
