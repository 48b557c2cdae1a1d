package gomlx

import (
	"fmt"
	"slices"
)

// A Column says what one of the labels of a batch holds. The labels of a batch are tensors in an order of your choice, and
// a list of columns tells that order to a dataset, a loss or a metric. Labels behind the last column are ignored here, and
// passed on.
type Column uint8

const (
	// Other is a label that this package doesn't use.
	Other Column = iota

	// Relevance is a Float32 for each item of a list: the higher, the better.
	Relevance
	// Offsets is where lists begin and end, an Int32 or Int64 vector, as the Offsets of a loss.Lists. Without it, the
	// items along the last axis are a list, and the other axes count the lists.
	Offsets
	// Mask is a Bool for each item, false for padding.
	Mask

	// I and J are Int32 vectors: pair k is the items I[k] and J[k] of the flattened scores.
	I
	J
	// Y is the label of each pair: an Int8, or of the dtype of the scores. Without it, every label is +1.
	Y
	// Margins is the margin of each pair, of the dtype of the scores.
	Margins

	// Weights is a weight for each item of a list, a Float32, or for each pair, of the dtype of the scores.
	Weights
)

var columnNames = [...]string{"Other", "Relevance", "Offsets", "Mask", "I", "J", "Y", "Margins", "Weights"}

// String returns the name of the column.
func (c Column) String() string {
	if int(c) < len(columnNames) {
		return columnNames[c]
	}
	return fmt.Sprintf("Column(%d)", uint8(c))
}

// columns is what the labels of a batch hold, label by label.
type columns []Column

// check says what is wrong with c if it needs some columns, may have others, and may have no more.
func (c columns) check(need, may []Column) error {
	for i, column := range c {
		switch {
		case column == Other:
		case !slices.Contains(need, column) && !slices.Contains(may, column):
			return invalid(ErrColumns, "columns[%d] is %s, which is of no use here: %v are", i, column, slices.Concat(need, may))
		case slices.Contains(c[:i], column):
			return invalid(ErrColumns, "columns[%d] is %s, as columns[%d] is", i, column, slices.Index(c, column))
		}
	}
	for _, column := range need {
		if !slices.Contains(c, column) {
			return invalid(ErrColumns, "no column is %s", column)
		}
	}
	return nil
}

// fit says whether a batch has a label for each column.
func (c columns) fit(labels int) error {
	if labels < len(c) {
		return invalid(ErrColumns, "%d labels for %d columns", labels, len(c))
	}
	return nil
}

// pick returns the label of a column, or the zero value if no column is that. The labels fit.
func pick[L any](c columns, labels []L, column Column) (label L, found bool) {
	at := slices.Index(c, column)
	if at < 0 {
		return label, false
	}
	return labels[at], true
}
