package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"
)

// options holds the values of the flags.
type options struct {
	data  string
	split time.Time // train on matches before this date; if it is zero, train on all
	top   int       // the number of teams to show; 0 stands for all, and autoTop for as many as fit a screen
	settings
}

const usage = `Rating rates football teams by training one number a team with the margin ranking loss.

usage: rating [flags]

Without flags it rates the teams of the 2022 World Cup. A file for -data is CSV with a header; the columns date,
home_team, away_team, home_score and away_score are found by name, others are ignored. Where both scores are empty, NA
or NaN, the match is not played yet.

`

func parseOptions(args []string, stderr io.Writer) (options, error) {
	o := options{top: autoTop}
	fs := flag.NewFlagSet("rating", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.Usage = func() {
		fmt.Fprint(stderr, usage)
		fs.PrintDefaults()
	}
	fs.StringVar(&o.data, "data", "", "rate the teams of the matches in `FILE`")
	fs.Func("split", "train on the matches before `DATE` (2022-01-31) and call those from then on", o.setSplit)
	fs.Func("top", "show the best `N` teams; 0 shows all (default: all if at most 32, else 20)", o.setTop)
	fs.IntVar(&o.epochs, "epochs", 500, "pass over the matches `N` times")
	fs.Float64Var(&o.margin, "margin", 1, "how far a winner should stand above a loser; the unit of the ratings")
	fs.Float64Var(&o.rate, "rate", 0.05, "learning rate; it falls to zero in a straight line")
	fs.Float64Var(&o.halfLife, "half-life", 3, "`YEARS` after which a match weighs half, a day or more; 0: all weigh the same")
	fs.Float64Var(&o.decay, "decay", 1, "pull of every rating towards zero, in matches")
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	err := o.check(fs.Args())
	if err != nil {
		fmt.Fprintf(stderr, "rating: %v\nrun with -h for help\n", err)
	}
	return o, err
}

func (o *options) setSplit(s string) error {
	date, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return errors.New("not a date like 2022-01-31")
	}
	if date.IsZero() {
		return errors.New("no match is that old") // the zero time would mean no split
	}
	o.split = date
	return nil
}

func (o *options) setTop(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return errors.New("not a number of teams")
	}
	o.top = n
	return nil
}

func (o *options) check(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("unexpected argument %q (a file is named with -data)", rest[0])
	case o.epochs < 1:
		return errors.New("-epochs must be at least 1")
	case !positiveFloat32(o.margin):
		return errors.New("-margin must be above 0 and finite, both in float32")
	case !positiveFloat32(o.rate):
		return errors.New("-rate must be above 0 and finite, both in float32")
	case o.halfLife != 0 && !(o.halfLife >= 1/yearDays) || math.IsInf(o.halfLife, 0):
		return fmt.Errorf("-half-life must be 0 or at least a day, %.5f years, and finite", 1/yearDays)
	case !(o.decay >= 0) || math.IsInf(o.decay, 0):
		return errors.New("-decay must not be below 0, and finite")
	}
	return nil
}

// positiveFloat32 reports whether v, rounded to the type of the ratings, is above 0 and finite.
func positiveFloat32(v float64) bool {
	return v >= math.SmallestNonzeroFloat32 && v <= math.MaxFloat32
}
