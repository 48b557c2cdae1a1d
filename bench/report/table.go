package main

import (
	"fmt"
	"strings"

	"github.com/marginrank/marginrank/bench/internal/workload"
)

var columns = []string{"call", "tier", "in", "pairs", "ns/pair", "GB/s", "against", "measured", "quartiles", "aim", ""}

// cells is a row as text, under the columns.
func (r row) cells() []string {
	aim, verdict := "", ""
	if r.Aim != 0 {
		aim = "≥ " + number(r.Aim)
		if r.AtMost {
			aim = "≤ " + number(r.Aim) + " ns"
		}
		verdict = "met"
		if !r.met() {
			verdict = "missed"
		}
	}
	measured := number(r.Measured.Median)
	if r.AtMost {
		measured += " ns"
	}
	return []string{
		r.What, r.Tier, r.Region, workload.SizeName(r.N), number(r.NsPerPair), number(r.GBs), r.Against,
		measured, number(r.Measured.Low) + " to " + number(r.Measured.High), aim, verdict,
	}
}

// number has three digits, more or less.
func number(x float64) string {
	switch {
	case x >= 100:
		return fmt.Sprintf("%.0f", x)
	case x >= 10:
		return fmt.Sprintf("%.1f", x)
	case x >= 1:
		return fmt.Sprintf("%.2f", x)
	}
	return fmt.Sprintf("%.3f", x)
}

// markdown is the report as text.
func (r *results) markdown() string {
	var b strings.Builder
	m := r.Machine
	fmt.Fprintf(&b, "%s, %d cores, caches %s; %s, %s; %s. Medians, with quartiles, of batches in turns: `%s`\n",
		m.CPU, m.Cores, m.Caches, m.Platform, m.Go, m.Date, m.Command)
	for _, s := range sections {
		rows := r.in(s.name)
		if len(rows) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n### %s\n\n", s.title)
		line := func(cells []string) { fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | ")) }
		line(columns)
		line(alignments())
		for _, row := range rows {
			line(row.cells())
		}
	}
	if missed, all := r.missed(); all > 0 {
		fmt.Fprintf(&b, "\n%d of %d aims met.\n", all-missed, all)
	}
	return b.String()
}

// numeric are the columns to align to the right.
var numeric = map[string]bool{"pairs": true, "ns/pair": true, "GB/s": true, "measured": true, "aim": true}

func alignments() []string {
	var list []string
	for _, c := range columns {
		if numeric[c] {
			list = append(list, "--:")
		} else {
			list = append(list, "---")
		}
	}
	return list
}

func (c caches) String() string {
	text := fmt.Sprintf("L1 %s, L2 %s", bytesName(c.L1), bytesName(c.L2))
	if c.L3 > 0 {
		text += ", L3 " + bytesName(c.L3)
	}
	return text
}

// bytesName is a size in bytes with a binary prefix.
func bytesName(n int) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d KiB", n>>10)
}
