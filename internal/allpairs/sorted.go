package allpairs

import (
	"math"
	"slices"

	"github.com/marginrank/marginrank/internal/dcg"
	"github.com/marginrank/marginrank/internal/order"
)

// A ranking is the memory for a weighted list in the order of its scores.
type ranking struct {
	// Of the items that have a score:
	scores        []float64 // for the losses
	margin        float64   // for the losses
	unit          float64   // that losses are in
	first, behind []uint32  // boundaries of the active pairs
	exact         []uint32  // first, for pairs whose loss is not negative before it is rounded
	low, high     []float64 // weights of the active pairs that an item is the lower, the higher one of

	// Of all items, those without a score first:
	items  []order.Entry
	level  []uint32
	weight []float64 // nil: 1
	scale  float64   // that all is multiplied by

	discount []dcg.Discount // of ranks from 1 on
	cut      []dcg.Discount // if not all ranks have one

	lambda       bool
	gains        []float64 // of levels
	levels       []dcg.Level
	spare        []order.Entry
	spareWeights []float64
	weights      []float64
	moved        []uint32
	lanes        lanes
	many         many
	loss, all    dcg.Sum  // of the losses; of the weights of all pairs
	lane         []uint32 // of levels
	trees        trees

	// Of the squared hinge:
	mirror   mirror
	infinite []float64 // gradients of items in pairs whose hinge is infinite
	least    []float64 // scores of levels
	unused   dcg.Sum
}

// weighSorted is weigh for a list of any length. It goes through the items in the order of their scores.
func (w *workspace[F]) weighSorted(net []float64, l *weighted[F], m limit[F], roles, weight bool) (s listSum) {
	clear(net)
	w.relevance.Number(&w.sorter, l.relevance, l.mask)
	s.pairs = pairs(w.relevance.Sizes)
	if s.pairs == 0 {
		return s
	}
	k := &w.ranked
	s.nan = w.sortWeighted(l)
	n := len(w.order)
	if n > 0 {
		w.keep = true
		w.evaluate(&s.tally, m, !isFinite(w.scores[n-1]-w.scores[0]))
		w.keep = false
	}
	if k.fill(&w.relevance, l.lambda, l.gains, l.weights, l.topK) == 0 {
		return s // nothing weighs anything
	}
	if l.squared {
		w.weighSquares(net, &s, m, roles, weight)
		return s
	}
	losses := !s.nan && !s.infinite && s.active > 0
	if losses {
		prepareLosses(k, w.scores, float64(m.margin), false)
	}
	k.low, k.high = grown(k.low, n), grown(k.high, n)
	k.loss, k.all = dcg.Sum{}, dcg.Sum{}
	weight = weight || s.nan || s.infinite // it tells whether they matter
	switch sizes := w.relevance.Sizes; {
	case !k.lambda:
		if weight {
			k.addPlain()
		}
		if s.active > 0 {
			k.weighPlain(w.high, losses, net != nil)
		}
	case manyLevels(len(sizes), len(k.items)):
		k.weighMany(sizes, n, s.active > 0, losses, false)
	case weight && losses && m.most >= 0 && len(sizes) <= mostLanes+1:
		// The pairs in the wrong order are all active.
		k.weighLambda(&k.all, n, losses, net != nil)
		k.addRight()
	default:
		if weight {
			k.addWrong()
			k.addRight()
		}
		if s.active > 0 {
			k.weighLambda(nil, n, losses, net != nil)
		}
	}
	s.weight = 1 // if nobody asks for it
	if weight {
		s.weight = k.all.Value() * k.scale
	}
	if losses {
		s.loss = float64(k.loss.Value()*k.scale) * k.unit
	}
	if net != nil && s.active > 0 {
		k.putNet(net, w.order, roles)
	}
	return s
}

// putNet stores the net weights of sorted items at their positions in net.
func (k *ranking) putNet(net []float64, items []order.Entry, roles bool) {
	own := k.own(len(items))
	low, high := k.low[:len(items)], k.high[:len(items)]
	for i, e := range items {
		h := high[i]
		if own != nil {
			h = float64(h * own[i])
		}
		if roles {
			net[e.Index()] = netOf(low[i], h, true)
			continue
		}
		net[e.Index()] = float64((low[i] - h) * k.scale)
	}
}

// keep copies the boundaries of the active pairs.
func (k *ranking) keep(first, behind []uint32) {
	k.first, k.behind = grown(k.first, len(first)), grown(k.behind, len(behind))
	copy(k.first, first)
	copy(k.behind, behind)
}

// sortWeighted puts the items in the order of their scores. Among items with equal scores, those with higher
// ranks come first. It reports whether there are items without a score.
func (w *workspace[F]) sortWeighted(l *weighted[F]) (nans bool) {
	items := order.Items(&w.sorter, l.scores, l.mask, 0)
	w.order = numbers(items, l.scores)
	w.fillScores(l.scores)
	turnTies(w.order, w.scores)
	w.fillLevels()
	k := &w.ranked
	k.items = w.order
	nans = len(w.order) < len(items)
	if nans {
		// Items without a score rank behind all others.
		k.spare = grown(k.spare, len(items))
		k.items = k.spare[:0]
		for i := len(l.scores) - 1; i >= 0; i-- {
			if v := l.scores[i]; v != v && l.mask.Keeps(i) {
				k.items = append(k.items, order.Entry(i))
			}
		}
		k.items = append(k.items, w.order...)
	}
	return nans
}

// turnTies reverses the order of items with equal scores.
func turnTies[F float](items []order.Entry, scores []F) {
	for k := 1; k < len(scores); k++ {
		if scores[k] != scores[k-1] {
			continue
		}
		first := k - 1
		for k++; k < len(scores) && scores[k] == scores[first]; k++ {
		}
		slices.Reverse(items[first:k])
	}
}

// fill sets the fields of k that describe all items. It returns k.scale. If that is 0, all pairs weigh 0.
func (k *ranking) fill(relevance *order.Levels, lambda bool, gains []float64, weights []float32, topK int) (scale float64) {
	n, levels := len(k.items), len(relevance.Sizes)
	k.level = grown(k.level, n)
	relevance.Words(k.level, k.items)
	k.weight = nil
	if weights != nil {
		k.weights = grown(k.weights, n)
		k.weight = k.weights
		for i, e := range k.items {
			k.weight[i] = float64(weights[e.Index()])
		}
	}
	k.lambda, k.scale = lambda, 1
	k.gains, k.levels = grown(k.gains, levels), grown(k.levels, levels)
	if !lambda {
		return 1
	}
	for level, r := range relevance.Values {
		k.gains[level] = -1
		if gains == nil {
			k.gains[level] = dcg.StandardGain(r)
		}
	}
	for i, left := 0, levels; gains != nil && left > 0; i++ {
		if g := &k.gains[k.level[i]]; *g < 0 {
			*g = gains[k.items[i].Index()]
			left--
		}
	}
	for level, g := range k.gains {
		k.levels[level] = dcg.Level{Gain: g, Size: relevance.Sizes[level]}
	}
	last := rankLimit(n, topK)
	if k.discount = dcg.Discounts(last); last < n {
		k.cut = grown(k.cut, n)
		clear(k.cut[copy(k.cut, k.discount):])
		k.discount = k.cut
	}
	k.scale = scaleOf(k.levels, k.gains, last)
	return k.scale
}

// own returns the weights of the last n items, or nil if all weights are 1.
func (k *ranking) own(n int) []float64 {
	if k.weight == nil {
		return nil
	}
	return k.weight[len(k.weight)-n:]
}

// addPlain adds the weights of all pairs, active or not, without lambda weights.
func (k *ranking) addPlain() {
	counts := k.trees.counts.Cleared(len(k.gains))
	for _, level := range k.level {
		counts.Add(level, 1)
	}
	for i, level := range k.level {
		k.all.Add(float64(k.weight[i] * float64(counts.Before(level))))
	}
}

// addWrong adds the weights of all pairs, active or not, whose item of higher relevance ranks below the other one.
func (k *ranking) addWrong() {
	k.spareWeights = grown(k.spareWeights, len(k.level))
	clear(k.spareWeights)
	r := role{discount: k.discount, level: k.level, weights: k.spareWeights}
	k.eachRole(&r, false, true)
	addProducts(&k.all, k.weight, r.weights)
}

// addRight adds the weights of all pairs, active or not, that are in the right order. It adds them up for each
// item over the pairs in which the item has the lower relevance.
func (k *ranking) addRight() {
	k.spareWeights = grown(k.spareWeights, len(k.level))
	clear(k.spareWeights)
	r := role{discount: k.discount, level: k.level, weight: k.weight, weights: k.spareWeights}
	k.eachRole(&r, true, true)
	addProducts(&k.all, nil, r.weights)
}

// eachRole goes through all levels, as many at a time as there are lanes, and goes through the items for each
// group of levels. The partners are on lower levels or, if above is set, on higher ones. If part is set, only
// partners in the part above an item count.
func (k *ranking) eachRole(r *role, above, part bool) {
	k.lane = grown(k.lane, len(k.gains))
	r.lanes, r.lane = &k.lanes, k.lane
	for i := range k.lanes.ones {
		k.lanes.ones[i] = 1
	}
	lo, end := 1, len(k.gains)
	if above {
		lo, end = lo-1, end-1
	}
	for ; lo < end; lo += mostLanes {
		k.lanes.use(k.lane, k.gains, lo, min(lo+mostLanes, end), above)
		if part {
			r.sumAbove()
		} else {
			r.sum()
		}
	}
}

// prepareLosses sets the scores and the margin with which losses are computed, and finds the exact boundaries.
// Items with infinite scores are in no active pair when losses are computed, so these scores become finite. If
// sums could overflow, losses are computed in units of 2^500 or, if they are squared, in another unit.
func prepareLosses[F float](k *ranking, scores []F, margin float64, squared bool) {
	k.scores = grown(k.scores, len(scores))
	lo, hi := finitePart(scores)
	least, most := F(0), F(0)
	if lo < hi {
		least, most = scores[lo], scores[hi-1]
	}
	for i, v := range scores {
		k.scores[i] = float64(v)
	}
	for i := range k.scores[:lo] {
		k.scores[i] = float64(least)
	}
	for i := range k.scores[hi:] {
		k.scores[hi+i] = float64(most)
	}
	k.unit = 1
	if max(math.Abs(float64(least)), math.Abs(float64(most)), math.Abs(margin)) >= largeSquared {
		k.unit = k.unitOf(margin, squared)
	}
	k.margin = margin
	if shrink := 1 / k.unit; shrink != 1 {
		k.margin *= shrink
		for i := range k.scores {
			k.scores[i] *= shrink
		}
	}
	k.findExact()
}

// finitePart returns where the finite scores begin and end. Scores are in order.
func finitePart[F float](scores []F) (lo, hi int) {
	for hi = len(scores); lo < hi && scores[lo] < -largest[F](); lo++ {
	}
	for ; lo < hi && scores[hi-1] > largest[F](); hi-- {
	}
	return lo, hi
}

// findExact finds the exact boundaries. They differ from the others where a difference of scores is larger than
// the margin but rounds to the margin.
func (k *ranking) findExact() {
	k.exact = k.first
	n := len(k.scores)
	negative := func(i, p int) bool {
		upper, lower := difference(k.margin, k.scores[i])
		return (upper+k.scores[p])+lower < 0
	}
	found := false
	for i, p := range k.first[:n] {
		if int(p) == n {
			continue
		}
		// Nearly always this is far from 0.
		if d := k.margin - k.scores[i]; d+k.scores[p] <= float64(0x1p-50*math.Abs(d)) {
			found = found || negative(i, int(p))
		}
	}
	if !found {
		return
	}
	k.moved = grown(k.moved, n)
	k.exact = k.moved
	p := 0
	for i := range k.exact {
		for p = max(p, int(k.first[i])); p < n && negative(i, p); p++ {
		}
		k.exact[i] = uint32(p)
	}
}

// weighLambda sets k.low and k.high if net is set, and adds the losses to k.loss if losses is set. If losses is
// not set, wrong is nil.
func (k *ranking) weighLambda(wrong *dcg.Sum, n int, losses, net bool) {
	from := len(k.items) - n
	r := role{discount: k.discount[:n], level: k.level[from:], first: k.first, scores: k.scores, margin: k.margin, own: k.own(n), wrong: wrong}
	clear(k.high)
	r.weights = k.high
	if losses {
		r.first, r.loss = k.exact, &k.loss
		k.eachRole(&r, false, false)
		r.first, r.loss, r.wrong = k.first, nil, nil
	}
	if !net {
		return
	}
	if !losses || !k.addEdges(&r) {
		clear(k.high)
		k.eachRole(&r, false, false)
	}
	clear(k.low)
	r.turned, r.first, r.weight, r.weights = true, k.behind, k.own(n), k.low
	k.eachRole(&r, true, false)
}

// mostEdges is the largest number of pairs of an item that are added to its sum one by one.
const mostEdges = 8

// addEdges adds the weights of the active pairs that the exact boundaries leave out to sums over the exact
// boundaries. If an item has too many such pairs, it changes nothing and returns false.
func (k *ranking) addEdges(r *role) bool {
	first, exactFirst := k.first[:len(r.level)], k.exact[:len(r.level)]
	if &first[0] == &exactFirst[0] {
		return true
	}
	for i, p := range first {
		if exactFirst[i]-p > mostEdges {
			return false
		}
	}
	last := len(first) - 1
	for i, p := range first {
		for ; p < exactFirst[i]; p++ {
			if of, partner := r.level[i], r.level[p]; partner < of {
				r.weights[i] += float64(math.Abs(k.gains[of]-k.gains[partner]) * gap(r.discount[last-i], r.discount[last-int(p)]))
			}
		}
	}
	return true
}

// weighPlain is weighLambda for pairs that have the weight of their item of higher relevance. counts has, for
// each item, the number of active pairs in which it is the higher one.
func (k *ranking) weighPlain(counts []uint32, losses, net bool) {
	if losses {
		k.sumLosses(len(counts))
	}
	if !net {
		return
	}
	for i, count := range counts {
		k.high[i] = float64(count)
	}
	k.sumWeights(len(counts))
}
