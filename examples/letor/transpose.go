package main

import "iter"

// cell is a feature of a document, in its column.
type cell struct {
	document int32 // by its number in the query
	value    float32
}

// transposer sorts the cells of queries by column.
type transposer struct {
	ends  []int   // by column: where its cells end; 0 between calls
	some  []int32 // the columns that a query has
	cells []cell  // of a query, column by column
}

// columns returns the columns that documents of a query have, each with its cells by document. They are valid until the next call.
func (t *transposer) columns(d *dataset, q int) iter.Seq2[int32, []cell] {
	t.count(d.slabs[d.cuts[q]:d.cuts[q+1]])
	for i, doc := range d.query(q) {
		for k, c := range doc.columns {
			t.cells[t.ends[c]] = cell{int32(i), doc.values[k]}
			t.ends[c]++
		}
	}
	return func(yield func(int32, []cell) bool) {
		start := 0
		more := true
		for _, c := range t.some {
			end := t.ends[c]
			t.ends[c] = 0
			more = more && yield(c, t.cells[start:end])
			start = end
		}
	}
}

// count makes room for the cells, and has ends say where each column begins.
func (t *transposer) count(slabs []slab) {
	t.some = t.some[:0]
	for _, s := range slabs {
		for _, c := range s.columns {
			if t.ends[c] == 0 {
				t.some = append(t.some, c)
			}
			t.ends[c] += s.documents
		}
	}
	n := 0
	for _, c := range t.some {
		n, t.ends[c] = n+t.ends[c], n
	}
	if cap(t.cells) < n {
		t.cells = make([]cell, n)
	}
	t.cells = t.cells[:n]
}
