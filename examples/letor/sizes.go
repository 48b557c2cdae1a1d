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

// sizes is how many documents each query has, by a file with a number in each line.
type sizes struct {
	name    string
	queries []size
}

// size is that of one query.
type size struct {
	line, documents, end int // end: the number of documents up to its last
}

// loadSizes reads the sizes of the queries in the named file. It returns nil if no file has them.
func loadSizes(name string) (*sizes, error) {
	name += ".query"
	in, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return readSizes(name, in)
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
