package main

import (
	"iter"
	"slices"
	"strings"

	"github.com/marginrank/marginrank/loss"
)

// dataset is the documents of some queries, query by query.
type dataset struct {
	name      string
	relevance []float32
	weights   []float32 // of the documents; nil: all count the same
	queries   []int     // query q is documents queries[q] to queries[q+1]

	slabs    []slab    // all documents with their features
	cuts     []int     // query q is slabs cuts[q] to cuts[q+1]
	features *features // all parts have the same

	next document  // the one that endDocument will end
	room []float32 // where its values go
}

// document is the features that a document has, by column; all others are 0.
type document struct {
	columns []int32
	values  []float32
}

// slab is documents of one query, one after another, that have the same features: files that list every feature of
// every document cost little more memory than their values.
type slab struct {
	documents int
	columns   []int32
	values    []float32 // document by document
}

// block is how many values are allocated at once: a slice that append makes longer is there twice while it is copied.
const block = 256 << 10

// newDataset is one without documents.
func newDataset(name string, f *features) *dataset {
	return &dataset{name: name, queries: []int{0}, cuts: []int{0}, features: f}
}

func (d *dataset) documents() int { return len(d.relevance) }

// width is how many columns there are, over all parts.
func (d *dataset) width() int { return len(d.features.number) }

// cell adds a feature to the document that endDocument will end.
func (d *dataset) cell(column int32, value float32) {
	d.next.columns, d.next.values = append(d.next.columns, column), append(d.next.values, value)
}

// feature is cell for those who know the number of the feature and not its column.
func (d *dataset) feature(number int, value float32) {
	var like []int32 // most documents have the same features
	if n := len(d.slabs); n > 0 {
		like = d.slabs[n-1].columns
	}
	d.cell(d.features.columnLike(like, len(d.next.columns), number), value)
}

func (d *dataset) endDocument(relevance float32) {
	d.relevance = append(d.relevance, relevance)
	d.store(d.next)
	d.next.columns, d.next.values = d.next.columns[:0], d.next.values[:0]
}

// store copies a document into the last slab, or begins another one.
func (d *dataset) store(doc document) {
	n := len(doc.values)
	moved := cap(d.room)-len(d.room) < n
	if moved {
		d.room = make([]float32, 0, max(block, n))
	}
	d.room = append(d.room, doc.values...)
	end := len(d.room)
	same := len(d.slabs) > 0 && slices.Equal(d.slabs[len(d.slabs)-1].columns, doc.columns)
	if same && !moved && len(d.slabs) > d.cuts[len(d.cuts)-1] {
		last := &d.slabs[len(d.slabs)-1]
		last.documents++
		last.values = d.room[end-len(last.values)-n : end : end]
		return
	}
	s := slab{documents: 1, values: d.room[end-n : end : end]}
	if same {
		s.columns = d.slabs[len(d.slabs)-1].columns
	} else {
		s.columns = slices.Clone(doc.columns)
	}
	d.slabs = append(d.slabs, s)
}

func (d *dataset) endQuery() {
	d.queries, d.cuts = append(d.queries, d.documents()), append(d.cuts, len(d.slabs))
}

// each is all documents, by number.
func (d *dataset) each() iter.Seq2[int, document] { return eachOf(d.slabs) }

// query is the documents of a query, by their number in it.
func (d *dataset) query(q int) iter.Seq2[int, document] {
	return eachOf(d.slabs[d.cuts[q]:d.cuts[q+1]])
}

func eachOf(slabs []slab) iter.Seq2[int, document] {
	return func(yield func(int, document) bool) {
		i := 0
		for _, s := range slabs {
			n := len(s.columns)
			for k := range s.documents {
				if !yield(i, document{s.columns, s.values[k*n : (k+1)*n]}) {
					return
				}
				i++
			}
		}
	}
}

// used tells of every column whether a document has its feature.
func (d *dataset) used() []bool {
	used := make([]bool, d.width())
	for _, s := range d.slabs {
		for _, c := range s.columns {
			used[c] = true
		}
	}
	return used
}

// lists is the documents with their scores, as the loss takes them.
func (d *dataset) lists(scores []float32) loss.Lists[float32] {
	return loss.Lists[float32]{Scores: scores, Relevance: d.relevance, Offsets: d.queries}
}

func (d *dataset) describe() string {
	features := 0
	for _, used := range d.used() {
		if used {
			features++
		}
	}
	return strings.Join([]string{
		d.name + ": " + count(len(d.queries)-1, "query"), count(d.documents(), "document"), count(features, "feature"),
	}, ", ")
}

// holdEvery says that one of this number of queries is held out.
const holdEvery = 4

// holdOut splits by query: a query's documents are all in one part. The parts have the values of d itself, not copies.
// The held-out part is d by name, with what behind it; it has no documents if there are too few queries.
func (d *dataset) holdOut(what string) (rest, held *dataset) {
	rest, held = newDataset(d.name, d.features), newDataset(d.name+", "+what, d.features)
	for q := range len(d.queries) - 1 {
		if q%holdEvery == holdEvery-1 {
			held.takeQuery(d, q)
		} else {
			rest.takeQuery(d, q)
		}
	}
	return rest, held
}

// takeQuery adds a query of another dataset, without copying its values: only one of the two may change them.
func (d *dataset) takeQuery(from *dataset, q int) {
	d.relevance = append(d.relevance, from.relevance[from.queries[q]:from.queries[q+1]]...)
	if from.weights != nil {
		d.weights = append(d.weights, from.weights[from.queries[q]:from.queries[q+1]]...)
	}
	d.slabs = append(d.slabs, from.slabs[from.cuts[q]:from.cuts[q+1]]...)
	d.endQuery()
}
