package letor

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"strconv"
)

// sizes are the queries of a file of documents, as a file with a number in each line has them. Queries without documents are left out.
type sizes struct {
	name    string
	queries []size
}

// size is the number of documents of one query.
type size struct{ documents, line int }

// loadSizes returns the sizes of the queries of the documents in the named file, or nil if no file has them.
func loadSizes(ctx context.Context, documents string) (*sizes, error) {
	names, err := sizesOf(ctx, documents)
	if err != nil {
		return nil, err
	}
	var all *sizes
	for _, name := range names {
		s := &sizes{name: name}
		if err := s.read(ctx); err != nil {
			return nil, err
		}
		if all != nil {
			if err := s.agree(all); err != nil {
				return nil, err
			}
		}
		all = s
	}
	return all, nil
}

func (s *sizes) read(ctx context.Context) error {
	line := 0
	return eachLine(ctx, s.name, 0, 1, func(text []byte, _ int) error {
		line++
		text = bytes.TrimSpace(text)
		if len(text) == 0 {
			return nil
		}
		n, err := strconv.Atoi(string(text))
		if err != nil || n < 0 || n > math.MaxInt32 {
			return fmt.Errorf("%q is no number of documents", text)
		}
		if n > 0 {
			s.queries = append(s.queries, size{n, line})
		}
		return nil
	})
}

// agree wants the sizes of another file to be the same.
func (s *sizes) agree(other *sizes) error {
	for i := range min(len(s.queries), len(other.queries)) {
		a, b := s.queries[i], other.queries[i]
		if a.documents != b.documents {
			return fmt.Errorf("letor: %s:%d: a query of %d, but %s:%d has one of %d", s.name, a.line, a.documents, other.name, b.line, b.documents)
		}
	}
	if len(s.queries) != len(other.queries) {
		return fmt.Errorf("letor: %s has %d queries, but %s has %d", s.name, len(s.queries), other.name, len(other.queries))
	}
	return nil
}
