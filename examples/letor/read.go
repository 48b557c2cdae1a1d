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
	// maxFeature bounds the weights that a stray number could ask for.
	maxFeature = 1 << 24
	// maxLine is a line of a few hundred thousand features.
	maxLine = 16 << 20
)

// load reads a libsvm file with the sizes of its queries.
func load(name string) (*dataset, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sizes, err := loadSizes(name + ".query")
	if err != nil {
		return nil, err
	}
	return readDocuments(name, f, sizes)
}

// loadSizes reads the sizes of queries; there are none, and no error, without that file.
func loadSizes(name string) ([]int, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var sizes []int
	err = eachLine(name, f, func(text string) error {
		size, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || size < 0 {
			return fmt.Errorf("%q is no number of documents", text)
		}
		sizes = append(sizes, size)
		return nil
	})
	return sizes, err
}

// readDocuments reads libsvm text. Queries have the given sizes, or, if these are nil, end where qid changes.
func readDocuments(name string, in io.Reader, sizes []int) (*dataset, error) {
	d := newDataset(name)
	query := ""
	err := eachLine(name, in, func(text string) error {
		text, _, _ = strings.Cut(text, "#")
		fields := strings.Fields(text)
		if len(fields) == 0 {
			return nil
		}
		qid := ""
		if len(fields) > 1 {
			if id, ok := strings.CutPrefix(fields[1], "qid:"); ok {
				qid, fields = id, append(fields[:1], fields[2:]...)
			}
		}
		if sizes == nil {
			if qid == "" {
				return fmt.Errorf("no qid, and no file %s.query", name)
			}
			if qid != query && d.documents() > 0 {
				d.endQuery()
			}
			query = qid
		}
		return d.addLine(fields)
	})
	if err != nil {
		return nil, err
	}
	if sizes == nil {
		if d.documents() > 0 {
			d.endQuery()
		}
	} else if err := d.cut(sizes); err != nil {
		return nil, err
	}
	if d.documents() == 0 {
		return nil, fmt.Errorf("%s: no documents", name)
	}
	return d, nil
}

// cut ends queries after so many documents each.
func (d *dataset) cut(sizes []int) error {
	end := 0
	for _, size := range sizes {
		end += size
		d.queries = append(d.queries, end)
	}
	if end != d.documents() {
		return fmt.Errorf("%s.query: sizes add up to %d, %s has %s", d.name, end, d.name, count(d.documents(), "document"))
	}
	return nil
}

// addLine adds a document: its relevance and its features.
func (d *dataset) addLine(fields []string) error {
	relevance, err := parseFloat32(fields[0])
	if err != nil {
		return fmt.Errorf("relevance: %w", err)
	}
	last := 0
	for _, field := range fields[1:] {
		index, text, _ := strings.Cut(field, ":")
		feature, err := strconv.Atoi(index)
		if err != nil || feature < 1 || feature > maxFeature {
			return fmt.Errorf("%q: no feature from 1 to %d", field, maxFeature)
		}
		if feature <= last {
			return fmt.Errorf("%q: features must increase", field)
		}
		last = feature
		value, err := parseFloat32(text)
		if err != nil {
			return fmt.Errorf("%q: %w", field, err)
		}
		d.cell(int32(feature-1), value)
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
