package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"strconv"
	"strings"
)

const (
	// maxFeature is the highest number of a feature: libsvm's are of C's int.
	maxFeature = math.MaxInt32
	// maxLine is a line of a few hundred thousand features.
	maxLine = 16 << 20
)

// load reads a libsvm file with the sizes of its queries, if there is a file of them.
func load(name string, f *features) (*dataset, error) {
	in, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	sizes, err := os.Open(name + ".query")
	if errors.Is(err, fs.ErrNotExist) {
		return readDocuments(name, in, nil, f)
	}
	if err != nil {
		return nil, err
	}
	defer sizes.Close()
	return readDocuments(name, in, sizes, f)
}

// readDocuments reads libsvm text. Queries have the given sizes, or, if these are nil, end where qid changes.
func readDocuments(name string, in, sizes io.Reader, f *features) (*dataset, error) {
	d := newDataset(name, f)
	query, seen := "", map[string]bool{}
	err := eachLine(name, in, func(text string) error {
		fields, qid := split(text)
		if len(fields) == 0 {
			return nil
		}
		if sizes == nil && (qid == "" || qid != query) {
			if qid == "" {
				return fmt.Errorf("no qid, and no file %s.query", name)
			}
			if seen[qid] {
				return fmt.Errorf("qid %s was above, and others since: sort the lines by qid", qid)
			}
			if d.documents() > 0 {
				d.endQuery()
			}
			query = strings.Clone(qid) // the line can go
			seen[query] = true
		}
		return d.addLine(fields)
	})
	if err != nil {
		return nil, err
	}
	if d.documents() == 0 {
		return nil, fmt.Errorf("%s: no documents", name)
	}
	if sizes == nil {
		d.endQuery()
		return d, nil
	}
	if err := d.cut(sizes); err != nil {
		return nil, err
	}
	return d, nil
}

// split returns the fields of a line, none without a document, and its qid apart, "" without one.
func split(text string) (fields []string, qid string) {
	text, _, _ = strings.Cut(text, "#")
	fields = strings.Fields(text)
	if len(fields) > 1 {
		if id, ok := strings.CutPrefix(fields[1], "qid:"); ok {
			return append(fields[:1], fields[2:]...), id
		}
	}
	return fields, ""
}

// cut ends queries after so many documents each.
func (d *dataset) cut(sizes io.Reader) error {
	name, end := d.name+".query", 0
	err := eachLine(name, sizes, func(text string) error {
		text = strings.TrimSpace(text)
		if text == "" {
			return nil
		}
		size, err := strconv.Atoi(text)
		if err != nil || size < 0 {
			return fmt.Errorf("%q is no number of documents", text)
		}
		if left := d.documents() - end; size > left {
			return fmt.Errorf("a query of %d, but %s has only %s, %d of them left",
				size, d.name, count(d.documents(), "document"), left)
		}
		end += size
		d.queries = append(d.queries, end)
		return nil
	})
	if err == nil && end != d.documents() {
		err = fmt.Errorf("%s: sizes add up to %d, %s has %s", name, end, d.name, count(d.documents(), "document"))
	}
	return err
}

// addLine adds a document: its relevance and its features.
func (d *dataset) addLine(fields []string) error {
	relevance, err := parseFloat32(fields[0])
	if err != nil {
		return fmt.Errorf("relevance: %w", err)
	}
	if relevance < 0 || relevance > maxRelevance {
		return fmt.Errorf("relevance: %q is not from 0 to %d, as NDCG's gain of 2^relevance - 1 needs: make it a grade",
			fields[0], maxRelevance)
	}
	last := -1
	for _, field := range fields[1:] {
		index, text, _ := strings.Cut(field, ":")
		feature, err := strconv.Atoi(index)
		if err != nil || feature < 0 || feature > maxFeature {
			return fmt.Errorf("%q: no feature from 0 to %d", field, maxFeature)
		}
		if feature <= last {
			return fmt.Errorf("%q: features must increase", field)
		}
		last = feature
		value, err := parseFloat32(text)
		if err != nil {
			return fmt.Errorf("%q: %w", field, err)
		}
		d.cell(d.features.column(feature), value)
	}
	d.endDocument(relevance)
	return nil
}

// parseFloat32 wants a finite number.
func parseFloat32(s string) (float32, error) {
	v, err := strconv.ParseFloat(s, 32)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, fmt.Errorf("%q is no finite number", s)
	}
	return float32(v), nil
}

// eachLine visits the lines; an error gets the name of the file and the number of the line.
func eachLine(name string, in io.Reader, visit func(string) error) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() {
		n++
		if err := visit(lines.Text()); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s:%d: %w", name, n+1, err)
	}
	return nil
}
