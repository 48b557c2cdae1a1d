package main

import "math"

// bestFeature is the column whose feature by itself has the highest NDCG@10, and whether more of it is better or less.
//
// A feature is 0 in most documents: it changes the order only in queries where it is not, and there the documents that
// lack it are level. The search takes time by the cells, not by columns times documents.
func (d *dataset) bestFeature() (column int, sign float32) {
	queries, queryOf := d.levels(bestCutoff)
	byColumn := d.byColumn()
	best := math.Inf(-1)
	for c, cells := range byColumn {
		if len(cells) == 0 {
			continue
		}
		for _, s := range []float32{1, -1} {
			if v := d.lift(cells, s, queries, queryOf); v > best {
				best, column, sign = v, c, s
			}
		}
	}
	return column, sign
}

// bestCutoff is the NDCG's that bestFeature maximizes.
const bestCutoff = 10

// level is a query whose documents all have score 0.
type level struct {
	all   tie
	ideal float64 // the best DCG
	ndcg  float64
}

// levels returns all queries as levels, and the query of each document.
func (d *dataset) levels(k int) (queries []level, queryOf []int) {
	queries, queryOf = make([]level, len(d.queries)-1), make([]int, d.documents())
	for q := range queries {
		l := level{ideal: d.ideal(q, k)}
		for i := d.queries[q]; i < d.queries[q+1]; i++ {
			queryOf[i] = q
			l.all.add(tie{documents: 1, gain: gain(d.relevance[i])})
		}
		if l.ideal > 0 {
			l.ndcg = dcg([]tie{l.all}, k) / l.ideal
		}
		queries[q] = l
	}
	return queries, queryOf
}

// cell is a feature of a document, in its column.
type cell struct {
	document int
	value    float32
}

// byColumn returns the cells of every column, by document.
func (d *dataset) byColumn() [][]cell {
	sizes := make([]int, d.width())
	for _, c := range d.column {
		sizes[c]++
	}
	columns, all := make([][]cell, d.width()), make([]cell, len(d.column))
	for c, size := range sizes {
		columns[c], all = all[:0:size], all[size:]
	}
	for i := range d.documents() {
		for at := d.rows[i]; at < d.rows[i+1]; at++ {
			c := d.column[at]
			columns[c] = append(columns[c], cell{i, d.value[at]})
		}
	}
	return columns
}

// lift is how much a column's cells, times sign, add as scores to the sum of the queries' NDCG.
func (d *dataset) lift(cells []cell, sign float32, queries []level, queryOf []int) float64 {
	var sum float64
	var ties []tie
	for len(cells) > 0 {
		query := queryOf[cells[0].document]
		q := queries[query]
		ties = ties[:0]
		rest := q.all // documents without the feature
		for ; len(cells) > 0 && queryOf[cells[0].document] == query; cells = cells[1:] {
			g := gain(d.relevance[cells[0].document])
			ties = append(ties, tie{sign * cells[0].value, 1, g})
			rest.add(tie{documents: -1, gain: -g})
		}
		if rest.documents > 0 {
			ties = append(ties, rest)
		}
		if q.ideal > 0 {
			sum += dcg(ties, bestCutoff)/q.ideal - q.ndcg
		}
	}
	return sum
}
