package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
)

// maxFeature is the highest number of a feature: libsvm's are of C's int.
const maxFeature = math.MaxInt32

// reader adds the documents of libsvm text to a dataset, line by line.
type reader struct {
	data *dataset
	cut  cutter
}

// readDocuments reads libsvm text. Queries have the given sizes, or, if these are nil, end where qid changes.
func readDocuments(name string, in io.Reader, s *sizes, f *features) (*dataset, error) {
	d := newDataset(name, f)
	r := reader{data: d, cut: cutter{name: name, sizes: s}}
	if err := eachLine(name, in, r.line); err != nil {
		return nil, err
	}
	if d.documents() == 0 {
		return nil, fmt.Errorf("%s: no documents", name)
	}
	ended, err := r.cut.finish(d.documents())
	if err != nil {
		return nil, err
	}
	r.end(ended)
	return d, nil
}

func (r *reader) end(queries int) {
	for range queries {
		r.data.endQuery()
	}
}

// line adds a document: its relevance, maybe the qid of its query, and its features.
func (r *reader) line(text []byte) error {
	text, _, _ = bytes.Cut(text, []byte("#"))
	var relevance float32
	var qid []byte
	place, last := 0, -1
	for field := range bytes.FieldsSeq(text) {
		id, isQID := bytes.CutPrefix(field, []byte("qid:"))
		var err error
		switch {
		case place == 0:
			relevance, err = parseRelevance(field)
		case place == 1 && isQID:
			qid = id
		default:
			last, err = r.feature(field, last)
		}
		if err != nil {
			return err
		}
		place++
	}
	if place == 0 {
		return nil // a comment, or nothing
	}
	ended, err := r.cut.next(r.data.documents(), qid)
	if err != nil {
		return err
	}
	r.end(ended)
	r.data.endDocument(relevance)
	return nil
}

func parseRelevance(text []byte) (float32, error) {
	relevance, err := parseFloat32(text)
	if err != nil {
		return 0, fmt.Errorf("relevance: %w", err)
	}
	if relevance < 0 || relevance > maxRelevance {
		return 0, fmt.Errorf("relevance: %q is not from 0 to %d, as NDCG's gain of 2^relevance - 1 needs: make it a grade",
			text, maxRelevance)
	}
	return relevance, nil
}

// feature adds a feature to the document, which must have a higher number than the last, and returns its number.
func (r *reader) feature(field []byte, last int) (number int, err error) {
	number, value, err := parseFeature(field, last)
	if err == nil {
		r.data.feature(number, value)
	}
	return number, err
}

// parseFeature wants a feature with a higher number than the last.
func parseFeature(field []byte, last int) (number int, value float32, err error) {
	index, text, _ := bytes.Cut(field, []byte(":"))
	number, err = strconv.Atoi(string(index))
	if err != nil || number < 0 || number > maxFeature {
		return 0, 0, fmt.Errorf("%q: no feature from 0 to %d", field, maxFeature)
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
