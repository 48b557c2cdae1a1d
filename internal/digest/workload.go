package digest

import "github.com/marginrank/marginrank/loss"

// lengths are numbers of pairs and of items: none, tails of all kinds, and more than a span.
var lengths = []int{0, 1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 100, 130, 200, 1000, 20_000}

// add puts the results of calls with one element type into the hash.
func add[T loss.Float](r *results) {
	s := source(1)
	addConversions[T](r, &s)
	for _, n := range lengths {
		for kind := range labelKinds * columnKinds {
			if n > 1000 && kind%5 > 0 {
				continue // 3 of 12 kinds: all labels, weights, margins
			}
			for _, special := range []bool{false, true} {
				p := drawPairs[T](&s, n, kind, special)
				c, indexed := drawCriterion[T](&s), drawCriterion[T](&s)
				for c.P = 1; c.P <= 2; c.P++ {
					addPairs(r, &s, c, p)
					if indexed.P = c.P; n > 0 {
						addIndexed(r, indexed, drawIndexed(&s, p))
					}
				}
			}
		}
	}
	addLarge[T](r, &s)
	for _, n := range []int{1, 2, 15, 60, 300, 3000} {
		for kind := range listKinds {
			for _, special := range []bool{false, true} {
				l := drawLists[T](&s, n, kind, special)
				c := drawCriterion[T](&s)
				addLists(r, c, l)
				c.P = 2
				addLists(r, c, l)
				if !special {
					addMetrics(r, l)
				}
			}
		}
	}
}

func drawCriterion[T loss.Float](s *source) loss.MarginRanking[T] {
	return loss.MarginRanking[T]{
		Margin:    []float64{1, 0.5, 0.1, 0, -0.25}[s.below(5)],
		Reduction: []loss.Reduction{loss.Mean, loss.Sum}[s.below(2)],
		Boundary:  []loss.Boundary{loss.Inclusive, loss.Exclusive}[s.below(2)],
	}
}
