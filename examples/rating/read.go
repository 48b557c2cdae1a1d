package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// A file must have these columns, in any order. It may have others.
const (
	dateColumn      = "date"
	homeTeamColumn  = "home_team"
	awayTeamColumn  = "away_team"
	homeScoreColumn = "home_score"
	awayScoreColumn = "away_score"
)

var columns = []string{dateColumn, homeTeamColumn, awayTeamColumn, homeScoreColumn, awayScoreColumn}

// reader reads a file of results.
type reader struct {
	csv    *csv.Reader
	column map[string]int // the index of each required column
	width  int            // the number of fields of the header
	fields []string       // the current record, without blanks around its fields
	teams  map[string]int
	res    results
}

// readResults reads CSV with a header. Its errors name the file and the line. The text is in UTF-8, or in UTF-16
// if a byte order mark at the beginning says so. The byte order mark is not a part of the text.
func readResults(name string, in io.Reader) (*results, error) {
	r := reader{
		csv:    csv.NewReader(transform.NewReader(in, unicode.BOMOverride(transform.Nop))),
		column: make(map[string]int),
		teams:  make(map[string]int),
		res:    results{name: name},
	}
	r.csv.FieldsPerRecord = -1 // match counts the fields, so that its error can have both numbers
	r.csv.TrimLeadingSpace = true
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

// next reads the next record that is not blank, since spreadsheets write rows with nothing but commas. At the end
// of the file it returns io.EOF.
func (r *reader) next() error {
	for {
		if err := r.read(); err != nil {
			return err
		}
		if slices.ContainsFunc(r.fields, func(field string) bool { return field != "" }) {
			return nil
		}
	}
}

func (r *reader) read() (err error) {
	r.fields, err = r.csv.Read()
	var bad *csv.ParseError
	switch {
	case err == io.EOF:
		return err
	case errors.As(err, &bad):
		return fmt.Errorf("%s:%d: %w", r.res.name, bad.Line, bad.Err)
	case err != nil:
		return fmt.Errorf("%s: %w", r.res.name, err)
	}
	for i, field := range r.fields {
		if !utf8.ValidString(field) {
			return r.errorAt(i, "%q is not UTF-8", field)
		}
		r.fields[i] = strings.TrimFunc(field, blank)
	}
	return nil
}

func (r *reader) header() error {
	err := r.next()
	if err == io.EOF {
		return fmt.Errorf("%s:1: no header, the file is empty", r.res.name)
	}
	if err != nil {
		return err
	}
	r.width = len(r.fields)
	for i, name := range r.fields {
		if !slices.Contains(columns, name) {
			continue
		}
		if _, ok := r.column[name]; ok {
			return r.errorAt(i, "column %q comes twice", name)
		}
		r.column[name] = i
	}
	for _, name := range columns {
		if _, ok := r.column[name]; !ok {
			return r.errorAt(0, "no column %q in the header", name)
		}
	}
	return nil
}

// match adds the record's match to the results.
func (r *reader) match() (err error) {
	if err := r.checkWidth(); err != nil {
		return err
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
	if noScore(r.field(homeScoreColumn)) && noScore(r.field(awayScoreColumn)) {
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

// checkWidth returns an error unless the current record has all required columns, and no more fields than the
// header. It ignores empty fields at the end of a record, which spreadsheets leave out or add.
func (r *reader) checkWidth() error {
	for len(r.fields) > r.width && r.fields[len(r.fields)-1] == "" {
		r.fields = r.fields[:len(r.fields)-1]
	}
	least := 0
	for _, i := range r.column {
		least = max(least, i+1)
	}
	if len(r.fields) < least || len(r.fields) > r.width {
		return r.errorAt(0, "%s, the header has %d", count(len(r.fields), "field"), r.width)
	}
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

// team returns the index of the team that the column names. A new team gets the next index.
func (r *reader) team(column string) (int, error) {
	name, err := teamName(r.field(column))
	if err != nil {
		return 0, r.errorIn(column, "%w", err)
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
	n, err := goals(r.field(column))
	if err != nil {
		return 0, r.errorIn(column, "%w", err)
	}
	return n, nil
}

// errorIn returns an error about a column of the current record.
func (r *reader) errorIn(column, format string, args ...any) error {
	return r.errorAt(r.column[column], column+": "+format, args...)
}

// errorAt returns an error about field i of the current record, with the field's line, since a quoted record can
// span lines.
func (r *reader) errorAt(i int, format string, args ...any) error {
	line, _ := r.csv.FieldPos(i)
	return fmt.Errorf("%s:%d: %w", r.res.name, line, fmt.Errorf(format, args...))
}
