package digest

import (
	"math"

	"github.com/marginrank/marginrank/loss"
)

const (
	labelKinds  = 3 // of any value, of int8, absent
	columnKinds = 4 // with or without weights, with or without margins
)

// drawPairs makes n pairs. Kind says which labels they have, and whether they have weights and margins.
func drawPairs[T loss.Float](s *source, n, kind int, special bool) loss.Pairs[T] {
	score := func() float64 { return s.score(special) }
	p := loss.Pairs[T]{X1: elements[T](n, score), X2: elements[T](n, score)}
	switch kind % labelKinds {
	case 0:
		p.Y = elements[T](n, func() float64 {
			if s.below(8) == 0 {
				return s.score(special)
			}
			return float64(2*s.below(2) - 1)
		})
	case 1:
		p.Signs = make([]int8, n)
		for i := range p.Signs {
			p.Signs[i] = int8(s.below(3) - 1)
		}
	}
	columns := kind / labelKinds
	if columns&1 != 0 {
		p.Weights = elements[T](n, func() float64 { return max(0, s.digits()) }) // half of them 0
	}
	if columns&2 != 0 {
		p.Margins = elements[T](n, score)
	}
	return p
}

// addPairs calls every method for pairs.
func addPairs[T loss.Float](r *results, s *source, c loss.MarginRanking[T], p loss.Pairs[T]) {
	n := len(p.X1)
	upstream := elements[T](n, s.digits)
	r.value(c.Forward(p))
	r.stats(c.ForwardStats(p))
	dst := make([]T, n)
	r.note(c.ForwardNone(dst, p))
	addElements(r, dst)

	some := drawGrads[T](s, n)
	r.note(c.Backward(some, p, s.digits()))
	addGrads(r, some)
	r.value(c.ForwardBackward(some, p, s.digits()))
	addGrads(r, some)
	r.stats(c.ForwardBackwardStats(some, p, math.Inf(1)))
	addGrads(r, some)

	some = drawGrads[T](s, n)
	r.note(c.BackwardNone(some, p, upstream))
	addGrads(r, some)
	r.note(c.ForwardBackwardNone(dst, some, p, upstream))
	addElements(r, dst)
	addGrads(r, some)

	var t loss.Total
	r.note(c.Accumulate(&t, p))
	r.total(&t)
}

// drawGrads makes some of the three gradients.
func drawGrads[T loss.Float](s *source, n int) (g loss.Grads[T]) {
	wanted := 1 + s.below(7)
	for i, array := range []*[]T{&g.X1, &g.X2, &g.Y} {
		if wanted>>i&1 != 0 {
			*array = make([]T, n)
		}
	}
	return g
}

func addGrads[T loss.Float](r *results, g loss.Grads[T]) { addElements(r, g.X1, g.X2, g.Y) }

// addLarge calls methods for pairs that several goroutines share, and that leave the caches on many machines.
func addLarge[T loss.Float](r *results, s *source) {
	const n = 1<<18 + 5
	p := drawPairs[T](s, n, 1, false)
	g := loss.Grads[T]{X1: make([]T, n), X2: make([]T, n)}
	c := drawCriterion[T](s)
	c.Workers = loss.AllProcessors
	r.stats(c.ForwardBackwardStats(g, p, 1))
	addGrads(r, g)
}

// drawIndexed makes items of the first scores of some pairs, and as many pairs of them.
func drawIndexed[T loss.Float](s *source, p loss.Pairs[T]) loss.IndexedPairs[T] {
	q := loss.IndexedPairs[T]{Scores: p.X1, Y: p.Y, Signs: p.Signs, Weights: p.Weights, Margins: p.Margins}
	n := len(p.X1)
	for range n {
		q.I, q.J = append(q.I, int32(s.below(n))), append(q.J, int32(s.below(n)))
	}
	return q
}

// addIndexed calls every method for pairs by index.
func addIndexed[T loss.Float](r *results, c loss.MarginRanking[T], p loss.IndexedPairs[T]) {
	r.value(c.ForwardIndexed(p))
	r.stats(c.ForwardIndexedStats(p))
	grad := make([]T, len(p.Scores))
	r.value(c.ForwardBackwardIndexed(grad, p, 0.75))
	addElements(r, grad)
	r.stats(c.ForwardBackwardIndexedStats(grad, p, -1.5))
	addElements(r, grad)

	var t loss.Total
	r.note(c.AccumulateIndexed(&t, p))
	r.total(&t)
}

// addConversions rounds float32s of any bits, and numbers in the range of all types.
func addConversions[T loss.Float](r *results, s *source) {
	numbers := make([]float32, 1000)
	for i := range numbers {
		numbers[i] = math.Float32frombits(uint32(s.next()))
		if i%2 == 0 {
			numbers[i] = float32(s.score(true))
		}
	}
	rounded := make([]T, len(numbers))
	r.note(loss.FromFloat32(rounded, numbers))
	addElements(r, rounded)
	r.note(loss.ToFloat32(numbers, rounded))
	addElements(r, numbers)
}
