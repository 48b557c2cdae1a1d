package main

import (
	"errors"
	"fmt"
)

// cutter says where queries end: by their sizes, or else by the qid of the documents. If there are both, they must
// agree: nobody knows which to believe.
type cutter struct {
	name  string // of the documents
	sizes *sizes // nil: there are none
	ended int    // how many of the sizes' queries have ended

	hasQID bool // what the documents so far have
	qid    string
	seen   map[string]bool
}

// next takes the next document and returns how many queries end before it; before is how many documents there were.
func (c *cutter) next(before int, qid []byte) (ended int, err error) {
	changes, err := c.takeQID(before, qid)
	switch {
	case err != nil:
		return 0, err
	case c.sizes != nil:
		return c.nextBySize(before, changes)
	case changes && before > 0:
		return 1, nil
	}
	return 0, nil
}

// takeQID reports whether a document's qid differs from the qid of the document before.
func (c *cutter) takeQID(before int, qid []byte) (changes bool, err error) {
	has := len(qid) > 0
	if before == 0 {
		c.hasQID = has
	}
	switch {
	case !has && c.sizes == nil:
		return false, fmt.Errorf("no qid, and no file %s.query or %[1]s.group", c.name)
	case has && !c.hasQID:
		return false, fmt.Errorf("qid %q, but the documents above have none", qid)
	case !has && c.hasQID:
		return false, errors.New("no qid, but the documents above have one")
	case !has || before > 0 && string(qid) == c.qid:
		return false, nil
	case c.seen[string(qid)]:
		return false, fmt.Errorf("qid %q was above, and others since: sort the lines by qid", qid)
	}
	if c.seen == nil {
		c.seen = map[string]bool{}
	}
	c.qid = string(qid) // the line can go
	c.seen[c.qid] = true
	return true, nil
}

func (c *cutter) nextBySize(before int, changes bool) (ended int, err error) {
	for c.ended < len(c.sizes.queries) && c.sizes.queries[c.ended].end <= before {
		ended++
		c.ended++
	}
	begins := before == 0 || ended > 0
	if !c.hasQID || begins == changes || c.ended == len(c.sizes.queries) {
		return ended, nil // or there are more documents than sizes say: finish tells
	}
	if changes {
		q := c.sizes.queries[c.ended]
		return 0, fmt.Errorf("qid %q begins within the query of %d that %s:%d has here", c.qid, q.documents, c.sizes.name, q.line)
	}
	return 0, fmt.Errorf("qid %q goes on where %s:%d has the end of a query", c.qid, c.sizes.name, c.sizes.lastBefore(c.ended).line)
}

// finish returns how many queries end with the last document.
func (c *cutter) finish(documents int) (ended int, err error) {
	if c.sizes == nil {
		return 1, nil
	}
	return len(c.sizes.queries) - c.ended, c.sizes.check(c.name, documents)
}
