package allpairs

import (
	"math"

	"github.com/marginrank/marginrank/internal/dcg"
	"github.com/marginrank/marginrank/internal/order"
)

// Lists with very many levels are processed pair by pair, because sums for each level take longer.

// manyLevels reports whether a list has very many levels for its number of items.
func manyLevels(levels, items int) bool { return levels > order.FewLevels && levels > items/10 }

// many is a list in the order of falling relevance.
type many struct {
	items []manyItem
	low   []float64 // weights of the active pairs of the last chunk in which an item is the lower one,
	base  []float64 // the weights of earlier chunks,
	lost  []float64 // and what adding these up has rounded off
}

type manyItem struct {
	score, gain, weight float64
	discount            dcg.Discount
	position            uint32 // in the order of scores, where partners are active from one position on,
	first               uint32
	exact               uint32 // and have a loss that is not negative from another one on
	lower               uint32 // the first item of lower relevance
}

// weighMany is weighLambda for very many levels. It also adds to the weight of all pairs. Sizes are the sizes of the levels. If no pair is
// active, there are no boundaries. If squared is set, k.low and k.high become sums of weights times hinges.
func (k *ranking) weighMany(sizes []uint32, n int, active, losses, squared bool) {
	k.fillMany(sizes, n, active, losses)
	m := &k.many
	for i := range m.items {
		if squared {
			k.squareItem(i, n)
		} else {
			k.weighItem(i, n, losses)
		}
		if i%chunkItems == chunkItems-1 || i == len(m.items)-1 {
			for j, v := range m.low {
				accumulate(&m.base[j], &m.lost[j], v)
			}
			clear(m.low)
		}
	}
	from := len(k.items) - n
	for j := range m.items {
		if p := int(m.items[j].position) - from; p >= 0 {
			k.low[p] = m.base[j]
		}
	}
}

// fillMany fills k.many with the items in the order of falling relevance. Only the last n items of k have scores.
// The other items are in no active pair.
func (k *ranking) fillMany(sizes []uint32, n int, active, losses bool) {
	m, all := &k.many, len(k.items)
	m.items, m.low, m.base, m.lost = grown(m.items, all), grown(m.low, all), grown(m.base, all), grown(m.lost, all)
	clear(m.low)
	clear(m.base)
	clear(m.lost)
	k.lane = grown(k.lane, len(sizes)) // where the next item of a level goes
	end := uint32(all)
	for level, size := range sizes {
		end -= size
		k.lane[level] = end
	}
	from := all - n
	for p, level := range k.level {
		item := manyItem{gain: k.gains[level], weight: 1, discount: k.discount[all-1-p], position: uint32(p), first: uint32(all), exact: uint32(all)}
		if k.weight != nil {
			item.weight = k.weight[p]
		}
		if p >= from && active {
			item.first = k.first[p-from] + uint32(from)
			if losses {
				item.score, item.exact = k.scores[p-from], k.exact[p-from]+uint32(from)
			}
		}
		m.items[k.lane[level]] = item
		k.lane[level]++
	}
	for p := range m.items { // k.lane has the ends of the levels by now
		m.items[p].lower = k.lane[k.level[m.items[p].position]]
	}
}

// weighItem goes through the pairs in which item i is the higher one.
func (k *ranking) weighItem(i, n int, losses bool) {
	m := &k.many
	of := &m.items[i]
	counted := [2]float64{0, 1} // of pairs that are not active, and that are
	upper, lower := difference(k.margin, of.score)
	high, lost := 0.0, 0.0
	for lo := int(of.lower); lo < len(m.items); lo += chunkItems {
		hi := min(lo+chunkItems, len(m.items))
		low, all, part, loss := m.low[lo:hi], 0.0, 0.0, 0.0
		for j := range low {
			other := &m.items[lo+j]
			change := math.Abs(float64((of.gain - other.gain) * of.discount.Minus(other.discount)))
			inside, insideExactly := 0, 0
			if other.position >= of.first {
				inside = 1
			}
			if other.position >= of.exact {
				insideExactly = 1
			}
			w := float64(counted[inside] * change)
			all += change
			part += w
			low[j] += float64(of.weight * w)
			loss += float64(float64(counted[insideExactly]*change) * ((upper + other.score) + lower))
		}
		k.all.Add(float64(of.weight * all))
		accumulate(&high, &lost, part)
		if losses {
			k.loss.Add(float64(of.weight * loss))
		}
	}
	if p := int(of.position) - (len(m.items) - n); p >= 0 {
		k.high[p] = high
	}
}

// squareItem is weighItem for squares.
func (k *ranking) squareItem(i, n int) {
	m := &k.many
	of := &m.items[i]
	counted := [2]float64{0, 1} // of pairs whose hinge is 0, and that have one
	upper, lower := difference(k.margin, of.score)
	high, lost := 0.0, 0.0
	for lo := int(of.lower); lo < len(m.items); lo += chunkItems {
		hi := min(lo+chunkItems, len(m.items))
		low, all, part, loss := m.low[lo:hi], 0.0, 0.0, 0.0
		for j := range low {
			other := &m.items[lo+j]
			change := math.Abs(float64((of.gain - other.gain) * of.discount.Minus(other.discount)))
			inside := 0
			if other.position >= of.exact {
				inside = 1
			}
			all += change
			u := float64(counted[inside] * ((upper + other.score) + lower))
			hinge := float64(change * u)
			part += hinge
			low[j] += float64(of.weight * hinge)
			loss += float64(hinge * u)
		}
		k.all.Add(float64(of.weight * all))
		accumulate(&high, &lost, part)
		k.loss.Add(float64(of.weight * loss))
	}
	if p := int(of.position) - (len(m.items) - n); p >= 0 {
		k.high[p] = high
	}
}
