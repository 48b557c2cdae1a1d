package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"strconv"
)

// sizeFiles are how the files with the sizes of queries are named behind the name of their documents: by LightGBM and by
// XGBoost.
var sizeFiles = []string{".query", ".group"}

// sizes is how many documents each query has, by a file with a number in each line.
type sizes struct {
	name    string
	queries []size
}

// size is the size of one query.
type size struct {
	line, documents, end int // end: the number of documents up to its last
}

// loadSizes reads the sizes of the queries in the named file. It returns nil if no file has them.
func loadSizes(name string) (*sizes, error) {
	var all *sizes
	for _, suffix := range sizeFiles {
		in, err := os.Open(name + suffix)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		defer in.Close()
		s, err := readSizes(name+suffix, in)
		if err == nil && all != nil {
			err = s.agree(all)
		}
		if err != nil {
			return nil, err
		}
		all = s
	}
	return all, nil
}

func readSizes(name string, in io.Reader) (*sizes, error) {
	s := &sizes{name: name}
	line, end := 0, 0
	err := eachLine(name, in, func(text []byte) error {
		line++
		text = bytes.TrimSpace(text)
		if len(text) == 0 {
			return nil
		}
		documents, err := strconv.Atoi(string(text))
		switch {
		case errors.Is(err, strconv.ErrRange) && documents > 0 || documents > math.MaxInt-end:
			return fmt.Errorf("%q is too large", text)
		case err != nil || documents < 0:
			return fmt.Errorf("%q is no number of documents", text)
		}
		end += documents
		s.queries = append(s.queries, size{line, documents, end})
		return nil
	})
	return s, err
}

// agree wants another file to cut the same queries. Of those without documents there may be any number.
func (s *sizes) agree(other *sizes) error {
	a, b := s.withDocuments(), other.withDocuments()
	for i := range min(len(a), len(b)) {
		if a[i].documents != b[i].documents {
			return fmt.Errorf("%s:%d: a query of %d, but %s:%d has one of %d",
				s.name, a[i].line, a[i].documents, other.name, b[i].line, b[i].documents)
		}
	}
	if len(a) != len(b) {
		return fmt.Errorf("%s has %s with documents, but %s has %d", s.name, count(len(a), "query"), other.name, len(b))
	}
	return nil
}

func (s *sizes) withDocuments() []size {
	var list []size
	for _, q := range s.queries {
		if q.documents > 0 {
			list = append(list, q)
		}
	}
	return list
}

// check wants a file of as many documents as the sizes add up to.
func (s *sizes) check(name string, documents int) error {
	before := 0
	for _, q := range s.queries {
		if q.end > documents {
			return fmt.Errorf("%s:%d: a query of %d, but %s has only %s, %d of them left",
				s.name, q.line, q.documents, name, count(documents, "document"), documents-before)
		}
		before = q.end
	}
	if before != documents {
		return fmt.Errorf("%s: sizes add up to %d, %s has %s", s.name, before, name, count(documents, "document"))
	}
	return nil
}

// lastBefore is the last query before the i-th that has documents.
func (s *sizes) lastBefore(i int) size {
	for i--; i > 0 && s.queries[i].documents == 0; i-- {
	}
	return s.queries[i]
}
