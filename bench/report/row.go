package main

import "github.com/marginrank/marginrank/bench/internal/measure"

// A row is one line of the table: a measurement with its aim.
type row struct {
	Section  string           `json:"section"`
	What     string           `json:"what"`
	Tier     string           `json:"tier"`
	Region   string           `json:"region"`
	N        int              `json:"n"`      // the number of pairs or items
	NsEach   float64          `json:"nsEach"` // the median nanoseconds per pair or item
	GBs      float64          `json:"gbPerSecond"`
	Against  string           `json:"against"`
	Measured measure.Estimate `json:"measured"` // a ratio, or nanoseconds per call
	Aim      float64          `json:"aim"`      // 0 if there is none
	AtMost   bool             `json:"atMost"`   // less is better: Measured is in nanoseconds

	Samples map[string][]float64 `json:"samples"` // nanoseconds per call, round by round
}

// against returns the row with the speedup of name over rival, and the aim.
func (r row) against(samples map[string][]float64, name, rival string, aim float64) row {
	r.Against, r.Aim = rival, aim
	r.Measured = measure.Speedup(samples[name], samples[rival])
	r.Samples = pick(samples, name, rival)
	return r
}

// met reports whether the median meets the aim.
func (r row) met() bool {
	return r.Aim == 0 || (r.AtMost && r.Measured.Median <= r.Aim) || (!r.AtMost && r.Measured.Median >= r.Aim)
}

// A point is a point of the chart.
type point struct {
	Pass    string  `json:"pass"`
	Variant string  `json:"variant"`
	N       int     `json:"n"`
	GBs     float64 `json:"gbPerSecond"`
}

// A listPoint is a point of the chart of lists.
type listPoint struct {
	Variant   string  `json:"variant"`
	N         int     `json:"n"` // the number of items of the list
	NsPerItem float64 `json:"nsPerItem"`
}

// An experiment measures some rows or points, in turns.
type experiment struct {
	name string
	run  func(*results) error
}
