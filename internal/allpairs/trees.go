package allpairs

import "github.com/marginrank/marginrank/internal/order"

// Trees are sums over items, of the levels below any: Fenwick trees, as order.Tree is. Nothing is ever taken out of them, so nothing
// cancels.
type trees struct {
	counts  order.Tree
	losses  []lossNode
	weight  []weightNode
	squares []squareNode
}

// A lossNode has items: their number, the score of the last one, and the sum of how far the other scores are above it.
type lossNode struct {
	count, last float64
	above, lost float64
}

type weightNode struct{ sum, lost float64 }

// addLoss adds an item. Its score must be at most the scores of all items before it.
func (t *trees) addLoss(level uint32, score float64) {
	for k := int(level) + 1; k < len(t.losses); k += k & -k {
		node := &t.losses[k]
		accumulate(&node.above, &node.lost, float64((node.last-score)*node.count))
		node.count++
		node.last = score
	}
}

// loss returns the sum of upper + lower + score over the items on levels below level. No such term may be
// negative.
func (t *trees) loss(level uint32, upper, lower float64) (sum float64) {
	for k := int(level); k > 0; k &= k - 1 {
		node := &t.losses[k]
		sum += node.above + float64(((upper+node.last)+lower)*node.count)
	}
	return sum
}

func (t *trees) addWeight(level uint32, weight float64) {
	for k := int(level) + 1; k < len(t.weight); k += k & -k {
		node := &t.weight[k]
		accumulate(&node.sum, &node.lost, weight)
	}
}

// weightOf returns the sum of the weights on levels below level.
func (t *trees) weightOf(level uint32) (sum float64) {
	for k := int(level); k > 0; k &= k - 1 {
		sum += t.weight[k].sum
	}
	return sum
}

// sumLosses adds up the losses of all pairs of n items.
func (k *ranking) sumLosses(n int) {
	t := &k.trees
	t.losses = grown(t.losses, len(k.gains)+1)
	clear(t.losses)
	from := len(k.items) - n
	level, weight := k.level[from:], k.weight[from:]
	p := n
	for i := n - 1; i >= 0; i-- {
		for p > int(k.exact[i]) {
			p--
			t.addLoss(level[p], k.scores[p])
		}
		upper, lower := difference(k.margin, k.scores[i])
		k.loss.Add(float64(weight[i] * t.loss(level[i], upper, lower)))
	}
}

// sumWeights adds up, for each of n items, the weights of the pairs in which it is the lower one.
func (k *ranking) sumWeights(n int) {
	t := &k.trees
	t.weight = grown(t.weight, len(k.gains)+1)
	clear(t.weight)
	from, last := len(k.items)-n, uint32(len(k.gains)-1)
	level, weight := k.level[from:], k.weight[from:]
	p := 0
	for i := range n {
		for p < int(k.behind[i]) {
			t.addWeight(last-level[p], weight[p])
			p++
		}
		k.low[i] = t.weightOf(last - level[i])
	}
}
