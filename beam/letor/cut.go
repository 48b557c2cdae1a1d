package letor

import (
	"bytes"
	"errors"
	"fmt"
)

// A cutter says where queries begin: where their sizes say so, or else where the qid changes.
type cutter struct {
	sizes *sizes // nil: there are none
	next  int    // how many of the sizes' queries have begun
	left  int    // how many documents the last of these still has

	documents int
	hasQID    bool // what the documents so far have
	qid       string
	seen      map[string]bool
}

// begins reports whether a query begins with the next document, whose line is text.
func (c *cutter) begins(text []byte) (bool, error) {
	changes, err := c.takeQID(qidOf(text))
	if err != nil {
		return false, err
	}
	first := c.documents == 0
	c.documents++
	if c.sizes == nil {
		return changes || first, nil
	}
	begins := c.left == 0
	if begins {
		if c.next == len(c.sizes.queries) {
			return false, fmt.Errorf("the queries that %s has end before this document", c.sizes.name)
		}
		c.left = c.sizes.queries[c.next].documents
		c.next++
	}
	c.left--
	if c.hasQID && begins != changes {
		line := c.sizes.queries[c.next-1].line
		if changes {
			return false, fmt.Errorf("qid %q begins within the query that %s:%d has here", c.qid, c.sizes.name, line)
		}
		return false, fmt.Errorf("qid %q goes on where %s:%d has another query", c.qid, c.sizes.name, line)
	}
	return begins, nil
}

// takeQID returns whether a document's qid is another one than the qid of the document before.
func (c *cutter) takeQID(qid []byte) (changes bool, err error) {
	has := len(qid) > 0
	if c.documents == 0 {
		c.hasQID = has
	}
	switch {
	case has && !c.hasQID:
		return false, fmt.Errorf("qid %q, but the documents above have none", qid)
	case !has && c.hasQID:
		return false, errors.New("no qid, but the documents above have one")
	case !has && c.sizes == nil:
		return false, errors.New("no qid, and no file beside with .query or .group behind its name")
	case !has || c.documents > 0 && string(qid) == c.qid:
		return false, nil
	case c.seen[string(qid)]:
		return false, fmt.Errorf("qid %q was above, and others since: sort the lines by qid", qid)
	}
	if c.seen == nil {
		c.seen = map[string]bool{}
	}
	c.qid = string(qid)
	c.seen[c.qid] = true
	return true, nil
}

// finish wants the documents of all queries to have come.
func (c *cutter) finish() error {
	if c.sizes == nil || c.left == 0 && c.next == len(c.sizes.queries) {
		return nil
	}
	if c.left > 0 {
		q := c.sizes.queries[c.next-1]
		return fmt.Errorf("%s:%d: a query of %d documents, but only %d are there", c.sizes.name, q.line, q.documents, q.documents-c.left)
	}
	return fmt.Errorf("%s:%d: a query whose documents are not there", c.sizes.name, c.sizes.queries[c.next].line)
}

// qidOf returns the qid of a document, or nil: it is the second field, if at all.
func qidOf(text []byte) []byte {
	place := 0
	for field := range bytes.FieldsSeq(text) {
		if place == 1 {
			qid, _ := bytes.CutPrefix(field, []byte("qid:"))
			if len(qid) < len(field) {
				return qid
			}
			return nil
		}
		place++
	}
	return nil
}
