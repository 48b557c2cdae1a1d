package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

func printResults(w io.Writer, r *results) {
	fmt.Fprintf(w, "%s: %s between %s", r.name, count(len(r.matches), "match"), count(len(r.teams), "team"))
	if len(r.matches) > 0 {
		first, last := span(r.matches)
		fmt.Fprintf(w, ", %s to %s", first.Format(time.DateOnly), last.Format(time.DateOnly))
	}
	fmt.Fprintln(w)
	if r.unplayed > 0 {
		fmt.Fprintf(w, "%s not played yet, left out\n", count(r.unplayed, "match"))
	}
}

func printTraining(w io.Writer, past []match) {
	n := len(decisive(past))
	fmt.Fprintf(w, "training on %s; %s\n\n", count(n, "decisive match"), count(len(past)-n, "draw"))
}

func printOrdered(w io.Writer, c calls) {
	fmt.Fprintf(w, "%s of %s ordered rightly\n", percent(c.right, c.matches), count(c.matches, "decisive match"))
}

func printCalled(w io.Writer, date time.Time, c calls) {
	fmt.Fprintf(w, "\n%s from %s on:\n", count(c.matches, "decisive match"), date.Format(time.DateOnly))
	fmt.Fprintf(w, "%s called rightly by the ratings\n", percent(c.right, c.matches))
	fmt.Fprintf(w, "%s called rightly by \"the home side wins\"\n", percent(c.homeWins, c.matches))
	if c.unknown > 0 {
		fmt.Fprintf(w, "%s with a team not rated by then: no call, counted as wrong for the ratings\n",
			count(c.unknown, "match"))
	}
}

func printUnrated(w io.Writer, teams int) {
	if teams > 0 {
		fmt.Fprintf(w, "%s not rated: no decisive match to learn from\n", count(teams, "team"))
	}
}

// count returns a number with its noun, such as "1 match" or "49,520 matches".
func count(n int, noun string) string {
	switch {
	case n == 1:
	case strings.HasSuffix(noun, "ch"):
		noun += "es"
	default:
		noun += "s"
	}
	return thousands(n) + " " + noun
}

func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func percent(part, whole int) string {
	return fmt.Sprintf("%.1f%%", 100*float64(part)/float64(whole))
}
