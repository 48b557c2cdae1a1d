package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

func printHeader(w io.Writer) {
	fmt.Fprintf(w, "%-38s", "on the test part")
	for _, c := range columns {
		fmt.Fprintf(w, "  %7s", c)
	}
	fmt.Fprintln(w)
}

// printBaselines shows what a ranker has to beat: random order, and the best of the features alone.
func printBaselines(w io.Writer, train, test *dataset) error {
	random, err := measure(test, make([]float32, test.documents()))
	if err != nil {
		return err
	}
	if err := printQuality(w, "random order", random); err != nil {
		return err
	}
	column, sign := train.bestFeature()
	q, err := measure(test, test.columnScores(column, sign))
	if err != nil {
		return err
	}
	direction := ""
	if sign < 0 {
		direction = ", least first"
	}
	return printQuality(w, fmt.Sprintf("only feature %d%s, best in training", train.features.number[column], direction), q)
}

func printEpoch(w io.Writer, epoch int, loss float64, q quality) error {
	return printQuality(w, fmt.Sprintf("epoch %3d, training loss %.4f before", epoch, loss), q)
}

func printQuality(w io.Writer, what string, q quality) error {
	fmt.Fprintf(w, "%-38s", what)
	for _, v := range q {
		fmt.Fprintf(w, "  %7.4f", v)
	}
	_, err := fmt.Fprintln(w)
	return err
}

// columnScores scores documents by the feature of one column, times sign.
func (d *dataset) columnScores(column int, sign float32) []float32 {
	scores := make([]float32, d.documents())
	for i, doc := range d.each() {
		if k := slices.Index(doc.columns, int32(column)); k >= 0 {
			scores[i] = sign * doc.values[k]
		}
	}
	return scores
}

// count writes a number with its noun: 1 query, 3,005 documents.
func count(n int, noun string) string {
	if n != 1 {
		if stem, ok := strings.CutSuffix(noun, "y"); ok {
			noun = stem + "ie"
		}
		noun += "s"
	}
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s + " " + noun
}
