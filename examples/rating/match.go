package main

import (
	"fmt"
	"time"
)

// match is one played match; home and away index results.teams.
type match struct {
	date                 time.Time
	home, away           int
	homeGoals, awayGoals int
}

// sign is the match's label: +1, the home team won; -1, the away team; 0, a draw.
func (m match) sign() int8 {
	switch {
	case m.homeGoals > m.awayGoals:
		return 1
	case m.homeGoals < m.awayGoals:
		return -1
	}
	return 0
}

// results is what a file holds.
type results struct {
	name     string
	teams    []string
	matches  []match
	unplayed int // fixtures with no score yet
}

// split returns the matches before date and those from then on; with no date all are past. Both parts need a decisive
// match, or there is nothing to learn or nothing to call.
func (r *results) split(date time.Time) (past, later []match, err error) {
	if date.IsZero() {
		if len(decisive(r.matches)) == 0 {
			return nil, nil, fmt.Errorf("%s: no decisive match to train on", r.name)
		}
		return r.matches, nil, nil
	}
	for _, m := range r.matches {
		if m.date.Before(date) {
			past = append(past, m)
		} else {
			later = append(later, m)
		}
	}
	day := date.Format(time.DateOnly)
	if len(decisive(past)) == 0 {
		return nil, nil, fmt.Errorf("%s: no decisive match before %s to train on", r.name, day)
	}
	if len(decisive(later)) == 0 {
		return nil, nil, fmt.Errorf("%s: no decisive match from %s on to call", r.name, day)
	}
	return past, later, nil
}

// decisive returns the matches that are not drawn.
func decisive(matches []match) []match {
	var won []match
	for _, m := range matches {
		if m.sign() != 0 {
			won = append(won, m)
		}
	}
	return won
}

// span returns the dates of the first and last match, in whatever order they come.
func span(matches []match) (first, last time.Time) {
	for i, m := range matches {
		if i == 0 || m.date.Before(first) {
			first = m.date
		}
		if m.date.After(last) {
			last = m.date
		}
	}
	return first, last
}
