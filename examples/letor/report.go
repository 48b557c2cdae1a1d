package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// printHeader begins a table, whose figures are of the named part.
func printHeader(w io.Writer, part string) {
	fmt.Fprintf(w, "%-58s", "on the "+part+" part")
	for _, c := range columns {
		fmt.Fprintf(w, "  %7s", c)
	}
	fmt.Fprintln(w)
}

// printEpoch tells the training loss that an epoch began with and what it led to. The test part is not for choosing an
// epoch: it comes last.
func printEpoch(w io.Writer, epoch int, trainingLoss float64, onTrain quality, onValid *quality) {
	what := fmt.Sprintf("epoch %3d: training loss %.4f, then %s %.4f", epoch, trainingLoss, columns[validated], onTrain[validated])
	if onValid == nil {
		fmt.Fprintln(w, what)
		return
	}
	printQuality(w, what, *onValid)
}

// printTest compares a model on the test part with what it has to beat: random order, and the best of the features
// alone, which the training part tells.
func printTest(w io.Writer, train, test *dataset, what string, scores []float32) error {
	column, sign := train.bestFeature()
	direction := ""
	if sign < 0 {
		direction = ", least first"
	}
	feature := fmt.Sprintf("best feature in training (id %d in the data%s)", train.features.number[column], direction)
	printHeader(w, "test")
	for _, row := range []struct {
		what   string
		scores []float32
	}{
		{"random order", make([]float32, test.documents())},
		{feature, test.columnScores(column, sign)},
		{what, scores},
	} {
		q, err := measure(test, row.scores)
		if err != nil {
			return err
		}
		printQuality(w, row.what, q)
	}
	return nil
}

func printQuality(w io.Writer, what string, q quality) {
	fmt.Fprintf(w, "%-58s", what)
	for _, v := range q {
		fmt.Fprintf(w, "  %7.4f", v)
	}
	fmt.Fprintln(w)
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
