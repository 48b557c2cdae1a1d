package letor

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"
)

// Query is the documents of a query.
type Query struct {
	File string
	Line int // number of the first document's line

	Relevance []float32 // of each document
	// Document i has the features Ends[i-1] to Ends[i], or from 0 for the first one.
	Ends     []int
	Features []int // by their numbers in the file
	Values   []float32
}

// maxRelevance is the highest grade that examples/letor takes.
const maxRelevance = 30

// add adds a document.
func (q *Query) add(text []byte) error {
	place, last := 0, -1
	for field := range bytes.FieldsSeq(text) {
		switch {
		case place == 0:
			relevance, err := parseRelevance(field)
			if err != nil {
				return err
			}
			q.Relevance = append(q.Relevance, relevance)
		case place == 1 && bytes.HasPrefix(field, []byte("qid:")):
		default:
			number, value, err := parseFeature(field, last)
			if err != nil {
				return err
			}
			last = number
			q.Features, q.Values = append(q.Features, number), append(q.Values, value)
		}
		place++
	}
	q.Ends = append(q.Ends, len(q.Features))
	return nil
}

func parseRelevance(text []byte) (float32, error) {
	relevance, err := parseFloat32(text)
	if err != nil {
		return 0, fmt.Errorf("relevance: %w", err)
	}
	if relevance < 0 || relevance > maxRelevance {
		return 0, fmt.Errorf("relevance: %q is not from 0 to %d", text, maxRelevance)
	}
	return relevance, nil
}

// parseFeature wants a feature with a higher number than the last.
func parseFeature(field []byte, last int) (number int, value float32, err error) {
	index, text, _ := bytes.Cut(field, []byte(":"))
	number, err = strconv.Atoi(string(index))
	if err != nil || number < 0 || number > math.MaxInt32 {
		return 0, 0, fmt.Errorf("%q: no feature from 0 to %d", field, math.MaxInt32)
	}
	if number <= last {
		return 0, 0, fmt.Errorf("%q: features must increase", field)
	}
	if value, err = parseFloat32(text); err != nil {
		return 0, 0, fmt.Errorf("%q: %w", field, err)
	}
	return number, value, nil
}

// parseFloat32 wants a finite number.
func parseFloat32(text []byte) (float32, error) {
	v, err := strconv.ParseFloat(string(text), 32)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return 0, fmt.Errorf("%q is too large for float32", text)
	case err != nil || math.IsNaN(v) || math.IsInf(v, 0):
		return 0, fmt.Errorf("%q is no finite number", text)
	}
	return float32(v), nil
}
