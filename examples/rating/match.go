package main

import (
	"fmt"
	"time"
)

// match is a match that has been played. home and away are indices of results.teams.
type match struct {
	date                 time.Time
	home, away           int
	homeGoals, awayGoals int
}

// sign returns the label of the match: 1 if the home team won, -1 if the away team won, and 0 for a draw.
func (m match) sign() int8 {
	switch {
	case m.homeGoals > m.awayGoals:
		return 1
	case m.homeGoals < m.awayGoals:
		return -1
	}
	return 0
}

// results is the content of a file.
type results struct {
	name     string
	teams    []string
	matches  []match
	unplayed int // the number of fixtures without a score
}

// split returns the matches before date and the matches from date on. If date is zero, all matches are past. It
// returns an error if a part has no decisive match, since then there is nothing to learn or nothing to call.
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

// decisive returns the matches that were not drawn.
func decisive(matches []match) []match {
	var won []match
	for _, m := range matches {
		if m.sign() != 0 {
			won = append(won, m)
		}
	}
	return won
}

// span returns the dates of the first and the last match. The matches may be in any order.
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
