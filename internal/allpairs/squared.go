package allpairs

import (
	"math"

	"github.com/marginrank/marginrank/internal/dcg"
)

// The loss of a pair is the square of its hinge h = max(0, margin - (s_i - s_j)), and its gradient is 2h. An item's gradient is a sum of
// weights times 2h, so k.low and k.high are sums of weights times h here. Both roles are computed by the same code: for the role of the
// lower item, the list is mirrored.

// A mirror is a list with its order reversed, and with scores and discounts of the other sign. Its higher items are the lower items of
// the list, and the other way round.
type mirror struct {
	discount []dcg.Discount
	level    []uint32
	first    []uint32
	scores   []float64
	weight   []float64
	sums     []float64
}

// weighSquares is the part of weighSorted that computes sums, for the squared hinge.
func (w *workspace[F]) weighSquares(net []float64, s *listSum, m limit[F], roles, weight bool) {
	k, n, sizes := &w.ranked, len(w.order), w.relevance.Sizes
	many := k.lambda && manyLevels(len(sizes), len(k.items))
	k.low, k.high = grown(k.low, n), grown(k.high, n)
	k.loss, k.all = dcg.Sum{}, dcg.Sum{}
	if k.weight == nil && !k.lambda {
		k.weights = grown(k.weights, len(k.items))
		k.weight = k.weights
		for i := range k.weight {
			k.weight[i] = 1
		}
	}
	gradient := net != nil && s.active > 0
	infinite := gradient && !roles && s.infinite
	switch {
	case gradient && roles:
		k.weighActive(sizes, n, w.high, many)
		k.putNet(net, w.order, true)
	case infinite:
		w.findInfinite(sizes, m, many)
	}
	losses := s.active > 0 && !s.nan && !s.infinite
	hinges := gradient && !roles && isFinite(m.margin)
	if losses || hinges {
		prepareLosses(k, w.scores, float64(m.margin), losses) // without losses, squares may overflow
	}
	weight = weight || s.nan || s.infinite // it tells whether they matter
	switch {
	case many:
		k.weighMany(sizes, n, s.active > 0, losses || hinges, true)
	case k.lambda:
		if weight {
			k.addWrong()
			k.addRight()
		}
		if losses || hinges {
			k.squareLambda(n, hinges)
		}
	default:
		if weight {
			k.addPlain()
		}
		if losses || hinges {
			k.squarePlain(n, hinges)
		}
	}
	s.weight = 1 // if nobody asks for it
	if weight {
		s.weight = k.all.Value() * k.scale
	}
	if losses {
		s.loss = float64(float64(k.loss.Value()*k.scale)*k.unit) * k.unit
	}
	if hinges {
		k.putNet(net, w.order, false)
		for i, v := range net {
			net[i] = float64(v*k.unit) * 2
		}
	}
	if infinite {
		for i, e := range w.order {
			if v := k.infinite[i]; v != 0 {
				net[e.Index()] = v
			}
		}
	}
}

// weighActive sets k.low and k.high to the weights of the active pairs, as without squares. counts has, for each item, the number of
// active pairs in which it is the higher one.
func (k *ranking) weighActive(sizes []uint32, n int, counts []uint32, many bool) {
	switch {
	case many:
		all := k.all
		k.weighMany(sizes, n, true, false, false)
		k.all = all
	case k.lambda:
		k.weighLambda(nil, n, false, true)
	default:
		k.weighPlain(counts, false, true)
	}
}

// findInfinite stores in k.infinite the gradient of each item in active pairs whose hinge is infinite: Inf, -Inf, or NaN for an item with
// both. It is 0 for other items.
func (w *workspace[F]) findInfinite(sizes []uint32, m limit[F], many bool) {
	k, n := &w.ranked, len(w.order)
	count := func(most F) {
		w.keep = true
		w.count(most)
		w.keep = false
	}
	if isFinite(m.margin) { // else the hinge of every active pair is infinite
		count(F(math.Inf(-1)))
	}
	k.weighActive(sizes, n, w.high, many)
	k.infinite = grown(k.infinite, n)
	own := k.own(n)
	for i := range k.infinite {
		high := k.high[i]
		if own != nil {
			high = float64(high * own[i])
		}
		k.infinite[i] = 0
		if role := int32(netOf(k.low[i], high, true)); role != 0 {
			k.infinite[i] = roleGradient(role, math.Inf(1))
		}
	}
	if isFinite(m.margin) {
		count(m.most)
	}
}

// largeSquared is the score from which on sums of squares could overflow.
const largeSquared = 0x1p300

// unitOf returns a power of 2: the unit of scores in which no sum of losses overflows, unless the result does. Scores are finite.
func (k *ranking) unitOf(margin float64, squared bool) float64 {
	extent := max(math.Abs(k.scores[0]), math.Abs(k.scores[len(k.scores)-1]), math.Abs(margin))
	if !squared {
		if extent >= 0x1p700 {
			return 0x1p500
		}
		return 1
	}
	if hinge := min(k.largestHinge(margin), math.MaxFloat64); hinge >= largeSquared {
		_, exponent := math.Frexp(hinge)
		return math.Ldexp(1, exponent-1)
	}
	if extent >= 0x1p1000 {
		return 0x1p30
	}
	return 1
}

// largestHinge returns the largest hinge of a pair, whatever it weighs, rounded.
func (k *ranking) largestHinge(margin float64) (most float64) {
	scores, n := k.scores, len(k.scores)
	level := k.level[len(k.items)-n:]
	k.least = grown(k.least, len(k.gains)+1) // the least score of the items that are on a level or above it
	for i := range k.least {
		k.least[i] = math.Inf(1)
	}
	for i, v := range scores {
		k.least[level[i]] = min(k.least[level[i]], v)
	}
	for i := len(k.gains) - 1; i >= 0; i-- {
		k.least[i] = min(k.least[i], k.least[i+1])
	}
	for i, v := range scores {
		most = max(most, margin/4+v/4-k.least[level[i]+1]/4)
	}
	return most * 4
}

// turn fills k.mirror. weight has the weights of partners. The boundaries are the exact ones.
func (k *ranking) turn(n int) *mirror {
	t, last := &k.mirror, n-1
	t.level, t.scores, t.first = grown(t.level, n), grown(t.scores, n), grown(t.first, n)
	t.weight, t.sums = grown(t.weight, n), grown(t.sums, n)
	clear(t.sums)
	copyBack(t.level, k.level[len(k.items)-n:])
	for i, v := range k.scores[:n] {
		t.scores[last-i] = -v
	}
	if own := k.own(n); own != nil {
		copyBack(t.weight, own)
	} else {
		for i := range t.weight {
			t.weight[i] = 1
		}
	}
	// Item p is inside the margin of the items before behind, which are those whose first partner is p or before p.
	behind := 0
	for p := range n {
		for ; behind < n && int(k.exact[behind]) <= p; behind++ {
		}
		t.first[last-p] = uint32(n - behind)
	}
	return t
}

// squareLambda sets k.high, and k.low if low is set, to sums of weights times hinges, and adds the losses to k.loss.
func (k *ranking) squareLambda(n int, low bool) {
	r := role{
		discount: k.discount[:n], level: k.level[len(k.items)-n:], first: k.exact, scores: k.scores, margin: k.margin,
		own: k.own(n), weights: k.high, loss: &k.loss, squared: true,
	}
	clear(k.high)
	k.eachRole(&r, false, false)
	if !low {
		return
	}
	t := k.turn(n)
	t.discount = grown(t.discount, n)
	for rank, d := range k.discount[:n] {
		t.discount[n-1-rank] = dcg.Discount{Upper: -d.Upper, Lower: -d.Lower}
	}
	k.unused = dcg.Sum{}
	r = role{
		discount: t.discount, level: t.level, first: t.first, scores: t.scores, margin: k.margin,
		weight: t.weight, weights: t.sums, loss: &k.unused, squared: true,
	}
	k.eachRole(&r, true, false)
	copyBack(k.low, t.sums)
}

// squarePlain is squareLambda for pairs that have the weight of their item of higher relevance.
func (k *ranking) squarePlain(n int, low bool) {
	k.trees.sumSquares(k.high, k.level[len(k.items)-n:], len(k.gains), k.scores, nil, k.exact, k.margin, k.own(n), &k.loss)
	if !low {
		return
	}
	t := k.turn(n)
	for i, level := range t.level {
		t.level[i] = uint32(len(k.gains)-1) - level
	}
	k.trees.sumSquares(t.sums, t.level, len(k.gains), t.scores, t.weight, t.first, k.margin, nil, nil)
	copyBack(k.low, t.sums)
}

// A squareNode has items: the score of the last one, and sums over all of weights, and of weights times how far a score is above the last
// one, and times the square of that.
type squareNode struct {
	last               float64
	p, lostP           float64
	r, lostR, t, lostT float64
}

// sumSquares stores in high, for each item, the sum of weights times hinges over its partners: the items from first on that are on lower
// levels. weight has the weights of partners; nil: 1. If loss is not nil, it adds to it the squares of hinges, times the weights of
// both; own has the weights of the items.
func (t *trees) sumSquares(high []float64, levels []uint32, count int, scores, weight []float64, first []uint32, margin float64,
	own []float64, loss *dcg.Sum) {
	t.squares = grown(t.squares, count+1)
	clear(t.squares)
	p := len(levels)
	for i := p - 1; i >= 0; i-- {
		for p > int(first[i]) {
			p--
			w := 1.0
			if weight != nil {
				w = weight[p]
			}
			t.addSquare(levels[p], w, scores[p])
		}
		upper, lower := difference(margin, scores[i])
		hinges, squares := 0.0, 0.0
		for k := int(levels[i]); k > 0; k &= k - 1 {
			node := &t.squares[k]
			u := (upper + node.last) + lower
			hinge := node.r + float64(u*node.p)
			hinges += hinge
			squares += node.t + float64(u*(node.r+hinge))
		}
		high[i] = hinges
		if loss != nil {
			loss.Add(float64(own[i] * squares))
		}
	}
}

// addSquare adds an item. Its score must be at most the scores of all items before it.
func (t *trees) addSquare(level uint32, weight, score float64) {
	for k := int(level) + 1; k < len(t.squares); k += k & -k {
		node := &t.squares[k]
		s := node.last - score
		sp := float64(s * node.p)
		accumulate(&node.t, &node.lostT, float64(2*float64(s*node.r))+float64(s*sp))
		accumulate(&node.r, &node.lostR, sp)
		accumulate(&node.p, &node.lostP, weight)
		node.last = score
	}
}
