package allpairs

import (
	"math"

	"github.com/marginrank/marginrank/internal/dcg"
	"github.com/marginrank/marginrank/internal/order"
)

// sums are sums over items that are partners of an item: of their weights times the difference of gains, and of that times how far
// they are from a reference. One reference is a discount, the other one is a score. Each item's discount is d away from the first, and
// its score s from the second. Neither d nor s is ever negative, so nothing cancels.
type sums struct {
	p float64 // Σ w
	q float64 // Σ w·d
	r float64 // Σ w·s
	x float64 // Σ w·d·s
}

// A bank has sums for the items of each level, whose partners are on the levels below.
type bank struct {
	gains []float64 // of the levels
	rows  []float64 // of each level, the differences to the levels above; 0 for others
	row   []float64 // the same of one level, if there are many

	// Additions go to the local sums. After so many they move to the base, where additions are compensated: lost is what
	// these round off. The references of the base are those that the local sums had then.
	local, base, lost     []sums
	steps                 int
	based                 bool // the base is not empty
	discount, outDiscount dcg.Discount
	score, outScore       float64
}

// stepsToBase is how many items are added to the local sums at most.
const stepsToBase = 256

// use prepares for levels with these gains.
func (b *bank) use(gains []float64) {
	b.gains = gains
	k := len(gains)
	b.local, b.base, b.lost = grown(b.local, k), grown(b.base, k), grown(b.lost, k)
	b.steps, b.based = 1, true // so that reset clears all
	b.reset()
	if k > order.FewLevels {
		b.row = grown(b.row, k)
		return
	}
	b.rows = grown(b.rows, k*k)
	for level := range k {
		b.fillRow(b.rows[level*k:][:k], level)
	}
}

func (b *bank) fillRow(row []float64, level int) {
	g := b.gains[level]
	clear(row[:level+1])
	for a := level + 1; a < len(row); a++ {
		row[a] = math.Abs(b.gains[a] - g)
	}
}

// differences are those of the gains of the levels above a level to its own.
func (b *bank) differences(level uint32) []float64 {
	k := len(b.gains)
	if k <= order.FewLevels {
		return b.rows[int(level)*k:][:k]
	}
	b.fillRow(b.row, int(level))
	return b.row
}

// reset forgets all items.
func (b *bank) reset() {
	if b.steps > 0 {
		clear(b.local)
	}
	if b.based {
		clear(b.base)
		clear(b.lost)
	}
	b.steps, b.based = 0, false
}

// refer sets the references while there are no items.
func (b *bank) refer(discount dcg.Discount, score float64) {
	b.discount, b.outDiscount, b.score, b.outScore = discount, discount, score, score
}

// count counts an addition, and moves the sums to the base when it is time.
func (b *bank) count() {
	if b.steps++; b.steps == stepsToBase {
		b.move()
	}
}

// move moves the local sums to the base.
func (b *bank) move() {
	d, s := math.Abs(b.discount.Minus(b.outDiscount)), math.Abs(b.score-b.outScore)
	ds := float64(d * s)
	for a := range b.base {
		to, lost, of := &b.base[a], &b.lost[a], &b.local[a]
		accumulate(&to.x, &lost.x, float64(d*to.r))
		accumulate(&to.x, &lost.x, float64(s*to.q))
		accumulate(&to.x, &lost.x, float64(ds*to.p))
		accumulate(&to.x, &lost.x, of.x)
		accumulate(&to.q, &lost.q, float64(d*to.p))
		accumulate(&to.q, &lost.q, of.q)
		accumulate(&to.r, &lost.r, float64(s*to.p))
		accumulate(&to.r, &lost.r, of.r)
		accumulate(&to.p, &lost.p, of.p)
		*of = sums{}
	}
	b.steps, b.based = 0, true
	b.outDiscount, b.outScore = b.discount, b.score
}

// accumulate adds v to a sum of which lost is the rest (Knuth, TAOCP 2, 4.2.2). The sum stays the nearest float64 to both together.
func accumulate(sum, lost *float64, v float64) {
	t := *sum + v
	y := t - *sum
	rest := *lost + ((*sum - (t - y)) + (v - y))
	*sum = t + rest
	*lost = rest - (*sum - t)
}

// add adds an item, and moves both references to it: the discounts and the scores of the items already there are d and s further away then.
func (b *bank) add(row []float64, w, d, s float64) {
	local := b.local[:len(row)]
	ds := float64(d * s)
	for a := range local {
		l := &local[a]
		l.x += float64(d*l.r) + float64(s*l.q) + float64(ds*l.p)
		l.q += float64(d * l.p)
		l.r += float64(s * l.p)
		l.p += float64(w * row[a])
	}
	b.count()
}

// addToScore adds an item, and moves the reference of scores to it. Its discount is d away from the other reference.
func (b *bank) addToScore(row []float64, w, d, s float64) {
	local := b.local[:len(row)]
	for a := range local {
		l := &local[a]
		l.x += float64(s * l.q)
		l.r += float64(s * l.p)
		of := float64(w * row[a])
		l.p += of
		l.q += float64(of * d)
	}
	b.count()
}

// addToDiscount adds an item, and moves the reference of discounts to it. Its score is s away from the other reference.
func (b *bank) addToDiscount(row []float64, w, d, s float64) {
	local := b.local[:len(row)]
	for a := range local {
		l := &local[a]
		l.x += float64(d * l.r)
		l.q += float64(d * l.p)
		of := float64(w * row[a])
		l.p += of
		l.r += float64(of * s)
	}
	b.count()
}

// addWeight and addWeightToDiscount are add and addToDiscount where no scores matter, addWeightToScore is addToScore.
func (b *bank) addWeight(row []float64, w, d float64) {
	local := b.local[:len(row)]
	for a := range local {
		l := &local[a]
		l.q += float64(d * l.p)
		l.p += float64(w * row[a])
	}
	b.count()
}

func (b *bank) addWeightToScore(row []float64, w, d float64) {
	local := b.local[:len(row)]
	for a := range local {
		l := &local[a]
		of := float64(w * row[a])
		l.p += of
		l.q += float64(of * d)
	}
	b.count()
}

// weight is the sum of weights times differences of discounts for an item on a level. Its discount is d away from the reference of
// discounts, and out from the base's.
func (b *bank) weight(level uint32, d, out float64) float64 {
	l := &b.local[level]
	w := l.q + float64(d*l.p)
	if b.based {
		l := &b.base[level]
		w += l.q + float64(out*l.p)
	}
	return w
}

// loss is weight with each pair's loss as a factor. For an item with the score of the reference, that would be u, and uOut with the base's.
func (b *bank) loss(level uint32, d, u, out, uOut float64) float64 {
	v := b.local[level].loss(d, u)
	if b.based {
		v += b.base[level].loss(out, uOut)
	}
	return v
}

func (l *sums) loss(d, u float64) float64 {
	return (l.x + float64(d*l.r)) + float64(u*(l.q+float64(d*l.p)))
}
