package main

import "fmt"

// cutter says where queries end: by their sizes, or else by the qid of the documents.
type cutter struct {
	name  string // of the documents
	sizes *sizes // nil: there are none
	ended int    // how many of the sizes' queries have ended

	qid  string
	seen map[string]bool
}

// next takes the next document and returns how many queries end before it; before is how many documents there were.
func (c *cutter) next(before int, qid []byte) (ended int, err error) {
	if c.sizes != nil {
		for c.ended < len(c.sizes.queries) && c.sizes.queries[c.ended].end <= before {
			ended++
			c.ended++
		}
		return ended, nil
	}
	changes, err := c.takeQID(before, qid)
	if err != nil || !changes || before == 0 {
		return 0, err
	}
	return 1, nil
}

// takeQID returns whether a document's qid is another one than that of the document before.
func (c *cutter) takeQID(before int, qid []byte) (changes bool, err error) {
	switch {
	case len(qid) == 0:
		return false, fmt.Errorf("no qid, and no file %s.query", c.name)
	case before > 0 && string(qid) == c.qid:
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

// finish returns how many queries end with the last document.
func (c *cutter) finish(documents int) (ended int, err error) {
	if c.sizes == nil {
		return 1, nil
	}
	return len(c.sizes.queries) - c.ended, c.sizes.check(c.name, documents)
}
