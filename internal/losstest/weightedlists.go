package losstest

import (
	"cmp"
	"math"
	"math/big"
	"slices"

	"github.com/marginrank/marginrank/internal/dcg"
	"github.com/marginrank/marginrank/internal/precise"
	"github.com/marginrank/marginrank/loss"
)

// A WeightedList is the result of a loop over the pairs of a list with weights.
type WeightedList struct {
	NaN, Infinite bool       // a pair has such a loss, whatever its weight
	Loss          *big.Float // the sum over active pairs
	Weight        *big.Float // the sum over all pairs
	Largest       float64    // the largest hinge of an active pair
}

// WeightedPairs is the result of a loop over all pairs of lists with weights. Sums are rounded to 150 bits. No
// sum has terms of both signs, so nothing cancels.
type WeightedPairs[T loss.Float] struct {
	Stats     loss.ListStats
	Lists     []WeightedList
	List      []int        // the list of each item
	Low, High []*big.Float // for each item, the weights of the active pairs in which it is the lower one, the higher one

	// With P = 2, Low and High are sums of weights times 2h, without infinite hinges h. These sums are of the weights alone:
	squared           bool
	lowOnly, highOnly []*big.Float
	lowInfinite       []*big.Float // of pairs with an infinite hinge
	highInfinite      []*big.Float
}

// number returns v as a number of 150 bits.
func number(v float64) *big.Float { return new(big.Float).SetPrec(150).SetFloat64(v) }

// PairwiseWeighted loops over all pairs of l. Power is the power of the hinge.
func (d DType[T]) PairwiseWeighted(l loss.Lists[T], margin float64, boundary loss.Boundary, power int) *WeightedPairs[T] {
	n := len(l.Scores)
	p := &WeightedPairs[T]{List: make([]int, n), Low: zeros(n), High: zeros(n), squared: power == 2}
	p.lowOnly, p.highOnly, p.lowInfinite, p.highInfinite = p.Low, p.High, zeros(n), zeros(n)
	if p.squared {
		p.lowOnly, p.highOnly = zeros(n), zeros(n)
	}
	offsets := l.Offsets
	if offsets == nil {
		offsets = []int{0, n}
	}
	m := d.Round(margin) + 0
	for k := 1; k < len(offsets); k++ {
		list := WeightedList{Loss: number(0), Weight: number(0)}
		var items []int
		for i := offsets[k-1]; i < offsets[k]; i++ {
			p.List[i] = k - 1
			if l.Mask == nil || l.Mask[i] {
				items = append(items, i)
			}
		}
		weigh := lambdaOf(d, l, items)
		for _, i := range items {
			for _, j := range items {
				if !(l.Relevance[i] > l.Relevance[j]) {
					continue
				}
				p.Stats.Pairs++
				w := weigh(i, j)
				if l.Weights != nil {
					w.Mul(w, number(float64(l.Weights[i])))
				}
				list.Weight.Add(list.Weight, w)
				x1, x2 := d.Value(l.Scores[i]), d.Value(l.Scores[j])
				diff := d.Compute(x1 - x2)
				u := d.Compute(m - diff)
				list.NaN = list.NaN || u != u
				if active := u > 0 || u == 0 && boundary == loss.Inclusive; !active {
					continue
				}
				p.Stats.Active++
				p.lowOnly[j].Add(p.lowOnly[j], w)
				p.highOnly[i].Add(p.highOnly[i], w)
				if math.IsInf(diff, 0) || math.IsInf(m, 0) {
					list.Infinite = true
					p.lowInfinite[j].Add(p.lowInfinite[j], w)
					p.highInfinite[i].Add(p.highInfinite[i], w)
					continue
				}
				exact := new(big.Float).SetPrec(2400).SetFloat64(m)
				for _, v := range [...]float64{x2, -x1} {
					exact.Add(exact, number(v))
				}
				if exact.Sign() <= 0 {
					continue
				}
				w.Mul(w, exact)
				if p.squared {
					twice := number(0).Add(w, w)
					p.Low[j].Add(p.Low[j], twice)
					p.High[i].Add(p.High[i], twice)
					w.Mul(w, exact)
				}
				list.Loss.Add(list.Loss, w)
				list.Largest = max(list.Largest, float(exact))
			}
		}
		p.Lists = append(p.Lists, list)
	}
	return p
}

// lambdaOf returns a function that returns the lambda weight of a pair of items, or 1 if l has no lambda weights.
// items are the items of one list.
func lambdaOf[T loss.Float](d DType[T], l loss.Lists[T], items []int) func(i, j int) *big.Float {
	if l.Lambda == nil {
		return func(i, j int) *big.Float { return number(1) }
	}
	gain := l.Lambda.Gain
	if gain == nil {
		gain = dcg.StandardGain
	}
	at := func(rank int) *big.Float {
		if l.Lambda.TopK > 0 && rank > l.Lambda.TopK {
			return number(0)
		}
		return precise.Discount(uint64(rank))
	}
	ranked := slices.Clone(items)
	slices.SortStableFunc(ranked, func(i, j int) int { return cmp.Compare(d.Value(l.Scores[j]), d.Value(l.Scores[i])) }) // NaN comes last
	discounts, gains := map[int]*big.Float{}, []float64{}
	for k, i := range ranked {
		discounts[i] = at(k + 1)
		gains = append(gains, gain(l.Relevance[i]))
	}
	slices.Sort(gains)
	slices.Reverse(gains)
	ideal := number(0)
	for k, g := range gains {
		ideal.Add(ideal, number(0).Mul(number(g), at(k+1)))
	}
	if ideal.Sign() == 0 {
		return func(i, j int) *big.Float { return number(0) }
	}
	ideal.Quo(number(1), ideal)
	return func(i, j int) *big.Float {
		g := number(0).Sub(number(gain(l.Relevance[i])), number(gain(l.Relevance[j])))
		w := number(0).Sub(discounts[i], discounts[j])
		w.Mul(w, g)
		return w.Mul(w.Abs(w), ideal)
	}
}

func zeros(n int) []*big.Float {
	list := make([]*big.Float, n)
	for i := range list {
		list[i] = number(0)
	}
	return list
}

// WeightedError is the largest error of a value of weighted lists, relative to the sum of absolute terms. A loss
// may be off by WeightedSlack more before it is divided, since products may be below the normal numbers. A squared loss may be
// off by WeightedSlack times the square of the list's largest hinge, and its gradient by WeightedSlack times that hinge, if the hinge
// is above 1.
const (
	WeightedError = 1e-12
	WeightedSlack = 0x1p-850
)

// valueOf returns the loss of list k: in finite if it is finite, and in special, which is 0 otherwise, if it is
// NaN or infinite. If mean is set, the loss is divided by the list's weight. The mean of a sum that overflows is
// infinite.
func (p *WeightedPairs[T]) valueOf(k int, mean bool) (finite *big.Float, special float64) {
	list := &p.Lists[k]
	switch {
	case list.Weight.Sign() == 0:
		return number(0), 0
	case list.NaN:
		return number(0), math.NaN()
	case list.Infinite || math.IsInf(float(list.Loss), 0):
		return number(0), math.Inf(1)
	case mean:
		return number(0).Quo(list.Loss, list.Weight), 0
	}
	return list.Loss, 0
}

// WithinValue reports whether got is close enough to the loss of list k.
func (p *WeightedPairs[T]) WithinValue(got float64, k int, mean bool) bool {
	divisor := number(1)
	if mean && p.Lists[k].Weight.Sign() > 0 {
		divisor = p.Lists[k].Weight
	}
	want, special := p.valueOf(k, mean)
	return near(got, want, special, number(0).Quo(p.slack(k, 2), divisor))
}

// slack returns how far a value of list k may be off before it is divided. The value has this power of the largest hinge, if losses
// are squared.
func (p *WeightedPairs[T]) slack(k, power int) *big.Float {
	slack := number(WeightedSlack)
	for ; p.squared && power > 0; power-- {
		slack.Mul(slack, number(min(max(1, p.Lists[k].Largest), math.MaxFloat64)))
	}
	return slack
}

// WithinLoss reports whether got is close enough to the loss of all lists.
func (p *WeightedPairs[T]) WithinLoss(got float64, r loss.Reduction, perList bool) bool {
	sum, slack, special := number(0), number(0), 0.0
	for k := range p.Lists {
		v, s := p.valueOf(k, perList)
		sum.Add(sum, v)
		special += s
		of := p.slack(k, 2)
		if perList && p.Lists[k].Weight.Sign() > 0 {
			of.Quo(of, p.Lists[k].Weight)
		}
		slack.Add(slack, of)
	}
	if math.IsInf(float(sum), 0) {
		special += math.Inf(1)
	}
	if w := p.divisor(r, perList); w.Sign() > 0 {
		sum.Quo(sum, w)
		slack.Quo(slack, w)
	}
	return near(got, sum, special, slack)
}

// divisor returns what sums over all lists are divided by.
func (p *WeightedPairs[T]) divisor(r loss.Reduction, perList bool) *big.Float {
	if r == loss.Sum {
		return number(1)
	}
	w := number(0)
	for _, list := range p.Lists {
		switch {
		case !perList:
			w.Add(w, list.Weight)
		case list.Weight.Sign() > 0:
			w.Add(w, number(1))
		}
	}
	return w
}

// near reports whether got is special, unless special is 0, or else is close enough to want, which is not
// negative.
func near(got float64, want *big.Float, special float64, slack *big.Float) bool {
	if special != 0 {
		return Same(special, got)
	}
	least, most := number(0).Mul(want, number(1-WeightedError)), number(0).Mul(want, number(1+WeightedError))
	least.Sub(least, slack)
	most.Add(most, slack)
	return got >= max(math.Nextafter(float(least), -1), 0) && got <= math.Nextafter(float(most), math.Inf(1))
}

func float(x *big.Float) float64 { v, _ := x.Float64(); return v }

// WithinGrad reports whether got is close enough to the gradient of item i.
func (p *WeightedPairs[T]) WithinGrad(d DType[T], got T, i int, r loss.Reduction, perList bool, upstream float64) bool {
	low, high, g, v := p.lowOnly[i], p.highOnly[i], d.Compute(upstream), d.Value(got)
	lowInfinite, highInfinite := p.lowInfinite[i].Sign() > 0, p.highInfinite[i].Sign() > 0
	switch {
	case low.Sign() == 0 && high.Sign() == 0:
		return v == 0
	case p.squared && (lowInfinite || highInfinite) && g-g == 0:
		want := g * math.Inf(1)
		switch {
		case highInfinite && lowInfinite:
			want = math.NaN()
		case highInfinite:
			want = -want
		}
		return Same(want, v)
	case g-g != 0 && low.Sign() > 0 && high.Sign() > 0:
		return v != v
	case g-g != 0 && low.Sign() > 0:
		return Same(g, v)
	case g-g != 0:
		return Same(-g, v)
	}
	low, high = p.Low[i], p.High[i]
	if l, h := math.IsInf(float(low), 0), math.IsInf(float(high), 0); l || h {
		return true // a sum overflows
	}
	factor := number(g)
	if w := p.divisor(r, perList); w.Sign() > 0 {
		factor.Quo(factor, w)
	}
	if perList {
		factor.Quo(factor, p.Lists[p.List[i]].Weight)
	}
	want := number(0).Sub(low, high)
	want.Mul(want, factor)
	allowed := number(0).Add(low, high)
	allowed.Mul(allowed, factor)
	allowed.Mul(allowed.Abs(allowed), number(WeightedError))
	if p.squared {
		slack := p.slack(p.List[i], 1)
		slack.Mul(slack, number(0).Abs(factor))
		allowed.Add(allowed, slack)
	}
	least := math.Nextafter(float(number(0).Sub(want, allowed)), math.Inf(-1))
	most := math.Nextafter(float(number(0).Add(want, allowed)), math.Inf(1))
	return d.Round(least) <= v && v <= d.Round(most)
}
