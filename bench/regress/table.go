package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

// printRows writes the rows as a table.
func printRows(w io.Writer, rows []row) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "benchmark\tbase\thead\tratio\tp\t")
	for _, r := range rows {
		fmt.Fprintf(table, "%s\t%s\t%s\t%.3f\t%.2g\t%s\n", strings.TrimPrefix(r.name, "Benchmark"),
			duration(r.base), duration(r.head), r.ratio, r.p, r.verdict)
	}
	table.Flush()
	fmt.Fprintf(w, "slower: %d of %d\n", count(rows, slower), len(rows))
}

func count(rows []row, v verdict) int {
	n := 0
	for _, r := range rows {
		if r.verdict == v {
			n++
		}
	}
	return n
}

// duration returns a time in seconds as text with three or four digits.
func duration(seconds float64) string {
	ns := seconds * float64(time.Second)
	switch {
	case ns < 1e3:
		return fmt.Sprintf("%.1fns", ns)
	case ns < 1e6:
		return fmt.Sprintf("%.2fµs", ns/1e3)
	default:
		return fmt.Sprintf("%.2fms", ns/1e6)
	}
}
