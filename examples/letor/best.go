package main

import "math"

// bestFeature is the column whose feature by itself has the highest NDCG@10, and whether more of it is better or less.
func (d *dataset) bestFeature() (column int, sign float32) {
	lifts, used := d.lifts(), d.used()
	best := math.Inf(-1)
	for c, lift := range lifts {
		if !used[c] {
			continue
		}
		for k, v := range lift {
			if v > best {
				best, column, sign = v, c, signs[k]
			}
		}
	}
	return column, sign
}

// signs are the two ways to score by a feature: the more the better, and the less.
var signs = [2]float32{1, -1}

// bestCutoff is the NDCG's that bestFeature maximizes.
const bestCutoff = 10

// lifts returns how much each column, times each of signs, adds as scores to the sum of the queries' NDCG, over that of
// documents in any order.
//
// A feature is 0 in most documents: it changes the order only in queries where it is not, and there the documents that
// lack it are level. The search takes time by the cells, not by columns times documents, and memory for one query.
func (d *dataset) lifts() [][2]float64 {
	lifts := make([][2]float64, d.width())
	t := transposer{ends: make([]int, d.width())}
	var list []tie
	for q := range len(d.queries) - 1 {
		list = d.ties(list[:0], q, d.relevance)
		ideal := dcg(list, bestCutoff)
		if ideal == 0 {
			continue
		}
		relevance := d.relevance[d.queries[q]:d.queries[q+1]]
		all := level(relevance)
		list = append(list[:0], all)
		anyOrder := dcg(list, bestCutoff) / ideal
		for c, cells := range t.columns(d, q) {
			list = tiesOf(list[:0], cells, relevance, all)
			lifts[c][0] += dcg(list, bestCutoff)/ideal - anyOrder
			for i := range list {
				list[i].score = -list[i].score // dcg has sorted them, so that they are in order again, from the other end
			}
			lifts[c][1] += dcg(list, bestCutoff)/ideal - anyOrder
		}
	}
	return lifts
}

// level is documents that all have score 0.
func level(relevance []float32) tie {
	var all tie
	for _, r := range relevance {
		all.add(tie{documents: 1, gain: gain(r)})
	}
	return all
}

// tiesOf adds the documents of a query to list: those that have a feature with its value, the others of all as one.
func tiesOf(list []tie, cells []cell, relevance []float32, all tie) []tie {
	for _, c := range cells {
		g := gain(relevance[c.document])
		list = append(list, tie{c.value, 1, g})
		all.add(tie{documents: -1, gain: -g})
	}
	if all.documents > 0 {
		list = append(list, all)
	}
	return list
}
