package main

import (
	"fmt"
	"strings"

	"github.com/marginrank/marginrank/bench/internal/workload"
)

// A column of a table has a head and a cell for each row.
type column struct {
	head  string
	align string // in Markdown's notation
	cell  func(row) string
}

const left, right = "---", "--:"

// columns are the columns of a section's table. Tables of lists have no GB/s, because bytes do not limit lists.
func (s section) columns() []column {
	list := []column{
		{"call", left, func(r row) string { return r.What }},
		{"tier", left, func(r row) string { return r.Tier }},
		{"in", left, func(r row) string { return r.Region }},
		{s.unit + "s", right, func(r row) string { return workload.SizeName(r.N) }},
		{"ns/" + s.unit, right, func(r row) string { return number(r.NsEach) }},
	}
	if s.unit == pair {
		list = append(list, column{"GB/s", right, func(r row) string { return number(r.GBs) }})
	}
	return append(list,
		column{"against", left, func(r row) string { return r.Against }},
		column{"measured", right, row.measured},
		column{"quartiles", left, func(r row) string { return number(r.Measured.Low) + " to " + number(r.Measured.High) }},
		column{"aim", right, row.aim},
		column{"", left, row.verdict},
	)
}

// cells returns the cells of a row, one per column.
func (s section) cells(r row) []string {
	var list []string
	for _, c := range s.columns() {
		list = append(list, c.cell(r))
	}
	return list
}

func (r row) measured() string {
	if r.AtMost {
		return number(r.Measured.Median) + " ns"
	}
	return number(r.Measured.Median)
}

func (r row) aim() string {
	switch {
	case r.Aim == 0:
		return ""
	case r.AtMost:
		return "≤ " + number(r.Aim) + " ns"
	}
	return "≥ " + number(r.Aim)
}

func (r row) verdict() string {
	switch {
	case r.Aim == 0:
		return ""
	case r.met():
		return "met"
	}
	return "missed"
}

// number returns x as text with about three digits.
func number(x float64) string {
	switch { // compare with the limits of rounding
	case x >= 99.95:
		return fmt.Sprintf("%.0f", x)
	case x >= 9.995:
		return fmt.Sprintf("%.1f", x)
	case x >= 0.9995:
		return fmt.Sprintf("%.2f", x)
	}
	return fmt.Sprintf("%.3f", x)
}

// markdown returns the report as Markdown.
func (r *results) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v. Medians, with quartiles, of batches in turns: `%s`\n", r.Machine, r.Machine.Command)
	if len(r.Absent) > 0 {
		fmt.Fprintf(&b, "\nLeft out:\n\n")
		for _, line := range r.Absent {
			fmt.Fprintf(&b, "- %s\n", line)
		}
	}
	for _, s := range sections {
		rows := r.in(s.name)
		if len(rows) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n### %s\n\n", s.title)
		line := func(cells []string) { fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | ")) }
		var heads, alignments []string
		for _, c := range s.columns() {
			heads, alignments = append(heads, c.head), append(alignments, c.align)
		}
		line(heads)
		line(alignments)
		for _, row := range rows {
			line(s.cells(row))
		}
		if text := verdict(rows); text != "" {
			fmt.Fprintf(&b, "\nThis section: %s.\n", text)
		}
	}
	if text := verdict(r.Rows); text != "" {
		fmt.Fprintf(&b, "\n%s.\n", text)
	}
	return b.String()
}

func (c caches) String() string {
	text := fmt.Sprintf("L1 %s, L2 %s", bytesName(c.L1), bytesName(c.L2))
	if c.L3 > 0 {
		text += ", L3 " + bytesName(c.L3)
	}
	return text
}

// bytesName returns a size in bytes with a binary prefix.
func bytesName(n int) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d KiB", n>>10)
}
