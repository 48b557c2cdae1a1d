package main

import "github.com/marginrank/marginrank/bench/internal/measure"

// A row is one line of the table: what was measured, beside its aim.
type row struct {
	Section   string           `json:"section"`
	What      string           `json:"what"`
	Tier      string           `json:"tier"`
	Region    string           `json:"region"`
	N         int              `json:"n"`         // pairs
	NsPerPair float64          `json:"nsPerPair"` // median
	GBs       float64          `json:"gbPerSecond"`
	Against   string           `json:"against"`
	Measured  measure.Estimate `json:"measured"` // a ratio, or nanoseconds a call
	Aim       float64          `json:"aim"`      // 0: none
	AtMost    bool             `json:"atMost"`   // less is better: nanoseconds

	Samples map[string][]float64 `json:"samples"` // nanoseconds a call, round by round
}

// met reports whether the median meets the aim.
func (r row) met() bool {
	return r.Aim == 0 || (r.AtMost && r.Measured.Median <= r.Aim) || (!r.AtMost && r.Measured.Median >= r.Aim)
}

// A point is one of the chart.
type point struct {
	Pass    string  `json:"pass"`
	Variant string  `json:"variant"`
	N       int     `json:"n"`
	GBs     float64 `json:"gbPerSecond"`
}

// An experiment is measured in turns: some rows or points.
type experiment struct {
	name string
	run  func(*results) error
}
