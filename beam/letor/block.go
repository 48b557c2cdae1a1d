package letor

import (
	"bytes"
	"context"
	"fmt"
	"io"
)

// DefaultBlock is a block's size in bytes that keeps a worker busy for some milliseconds.
const DefaultBlock = 1 << 20

// Block is a part of a file of documents with whole queries.
type Block struct {
	File    string
	Offset  int64 // in bytes, of the first line
	Line    int   // number of the first line
	Queries []int // how many documents each query has
}

// cut cuts a file into blocks. A block ends with the query that makes it as long as the given number of bytes.
func cut(ctx context.Context, name string, size int64, emit func(Block)) error {
	sizes, err := loadSizes(ctx, name)
	if err != nil {
		return err
	}
	c := cutter{sizes: sizes}
	block := Block{File: name}
	offset, line := int64(0), 0
	err = eachLine(ctx, name, 0, 1, func(text []byte, length int) error {
		begin := offset
		offset += int64(length)
		line++
		if text = document(text); text == nil {
			return nil
		}
		begins, err := c.begins(text)
		if err != nil {
			return err
		}
		if begins {
			if len(block.Queries) == 0 || begin-block.Offset >= size {
				if len(block.Queries) > 0 {
					emit(block)
				}
				block = Block{File: name, Offset: begin, Line: line}
			}
			block.Queries = append(block.Queries, 0)
		}
		block.Queries[len(block.Queries)-1]++
		return nil
	})
	if err != nil {
		return err
	}
	if err := c.finish(); err != nil {
		return fmt.Errorf("letor: %w", err)
	}
	if len(block.Queries) == 0 {
		return fmt.Errorf("letor: %s: no documents", name)
	}
	emit(block)
	return nil
}

// parse reads the queries of a block.
func (b *Block) parse(ctx context.Context, emit func(Query)) error {
	line, done := b.Line-1, 0
	var q Query
	err := eachLine(ctx, b.File, b.Offset, b.Line, func(text []byte, _ int) error {
		if done == len(b.Queries) {
			return io.EOF
		}
		line++
		if text = document(text); text == nil {
			return nil
		}
		if len(q.Relevance) == 0 {
			q = Query{File: b.File, Line: line}
		}
		if err := q.add(text); err != nil {
			return err
		}
		if len(q.Relevance) == b.Queries[done] {
			emit(q)
			q = Query{}
			done++
		}
		return nil
	})
	if err == nil && done < len(b.Queries) {
		err = fmt.Errorf("letor: %s: the file has become shorter while it was read", b.File)
	}
	return err
}

// document returns what a line says of a document, without a comment, or nil if it says nothing.
func document(text []byte) []byte {
	text, _, _ = bytes.Cut(text, []byte("#"))
	text = bytes.TrimSpace(text)
	if len(text) == 0 {
		return nil
	}
	return text
}
