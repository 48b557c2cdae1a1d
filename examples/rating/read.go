package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// The columns a file must have, in any order and among any others.
const (
	dateColumn      = "date"
	homeTeamColumn  = "home_team"
	awayTeamColumn  = "away_team"
	homeScoreColumn = "home_score"
	awayScoreColumn = "away_score"
)

// notPlayed stands for the score of a fixture to come.
const notPlayed = "NA"

const utf8BOM = "\uFEFF"

// reader reads one file of results.
type reader struct {
	csv    *csv.Reader
	column map[string]int // where each column stands in a record
	fields []string       // the record being read
	teams  map[string]int
	res    results
}

// readResults reads CSV with a header. Its errors name the file and the line.
func readResults(name string, in io.Reader) (*results, error) {
	r := reader{
		csv:    csv.NewReader(skipBOM(in)),
		column: make(map[string]int),
		teams:  make(map[string]int),
		res:    results{name: name},
	}
	r.csv.FieldsPerRecord = -1 // match counts them, for an error that says both numbers
	if err := r.header(); err != nil {
		return nil, err
	}
	for {
		err := r.next()
		if err == io.EOF {
			break
		}
		if err == nil {
			err = r.match()
		}
		if err != nil {
			return nil, err
		}
	}
	return &r.res, nil
}

func skipBOM(in io.Reader) io.Reader {
	b := bufio.NewReader(in)
	if start, _ := b.Peek(len(utf8BOM)); string(start) == utf8BOM {
		b.Discard(len(utf8BOM))
	}
	return b
}

// next reads a record; at the end of the file it returns io.EOF as it is.
func (r *reader) next() (err error) {
	r.fields, err = r.csv.Read()
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		return fmt.Errorf("%s:%d: %w", r.res.name, bad.Line, bad.Err)
	}
	if err != nil && err != io.EOF {
		return fmt.Errorf("%s: %w", r.res.name, err)
	}
	return err
}

func (r *reader) header() error {
	err := r.next()
	if err == io.EOF {
		return fmt.Errorf("%s:1: no header, the file is empty", r.res.name)
	}
	if err != nil {
		return err
	}
	for i, name := range r.fields {
		if _, ok := r.column[name]; ok {
			return r.errorAt(i, "column %q comes twice", name)
		}
		r.column[name] = i
	}
	for _, name := range []string{dateColumn, homeTeamColumn, awayTeamColumn, homeScoreColumn, awayScoreColumn} {
		if _, ok := r.column[name]; !ok {
			return r.errorAt(0, "no column %q in the header", name)
		}
	}
	return nil
}

// match adds the record's match to the results.
func (r *reader) match() (err error) {
	if len(r.fields) != len(r.column) {
		return r.errorAt(0, "%s, the header has %d", count(len(r.fields), "field"), len(r.column))
	}
	var m match
	if m.date, err = r.date(); err != nil {
		return err
	}
	if m.home, err = r.team(homeTeamColumn); err != nil {
		return err
	}
	if m.away, err = r.team(awayTeamColumn); err != nil {
		return err
	}
	if m.home == m.away {
		return r.errorIn(awayTeamColumn, "%q plays itself", r.res.teams[m.home])
	}
	if r.field(homeScoreColumn) == notPlayed && r.field(awayScoreColumn) == notPlayed {
		r.res.unplayed++
		return nil
	}
	if m.homeGoals, err = r.goals(homeScoreColumn); err != nil {
		return err
	}
	if m.awayGoals, err = r.goals(awayScoreColumn); err != nil {
		return err
	}
	r.res.matches = append(r.res.matches, m)
	return nil
}

func (r *reader) field(column string) string {
	return r.fields[r.column[column]]
}

func (r *reader) date() (time.Time, error) {
	date, err := time.Parse(time.DateOnly, r.field(dateColumn))
	if err != nil {
		return date, r.errorIn(dateColumn, "%q is not a date like 2022-01-31", r.field(dateColumn))
	}
	return date, nil
}

// team returns the number of the named team; a new one gets the next.
func (r *reader) team(column string) (int, error) {
	name := r.field(column)
	if name == "" {
		return 0, r.errorIn(column, "no team")
	}
	if strings.ContainsFunc(name, unicode.IsControl) {
		return 0, r.errorIn(column, "%q has a control character", name) // a terminal would obey it
	}
	id, ok := r.teams[name]
	if !ok {
		id = len(r.res.teams)
		r.teams[name] = id
		r.res.teams = append(r.res.teams, name)
	}
	return id, nil
}

func (r *reader) goals(column string) (int, error) {
	n, err := strconv.ParseUint(r.field(column), 10, 16)
	if err != nil {
		return 0, r.errorIn(column, "%q is not a number of goals", r.field(column))
	}
	return int(n), nil
}

// errorIn is an error about a column of the current record.
func (r *reader) errorIn(column, format string, args ...any) error {
	return r.errorAt(r.column[column], column+": "+format, args...)
}

// errorAt is an error about the i-th field of the current record; a quoted record can span lines.
func (r *reader) errorAt(i int, format string, args ...any) error {
	line, _ := r.csv.FieldPos(i)
	return fmt.Errorf("%s:%d: %s", r.res.name, line, fmt.Sprintf(format, args...))
}
