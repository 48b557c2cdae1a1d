package counts

import (
	"fmt"
	"strings"
)

// What the vector registers hold: of the vector's items j, and of the one item i, in all lanes.
const (
	margin = iota
	ones   // all bits, for AVX-512
	scoreJ
	relevanceJ
	low
	high
	lower
	scoreI
	relevanceI
	difference
	paired // registers of masks, or what stands for them: j and i make a pair
	active // that is inside the margin
)

type line struct{ text, comment string }

// A writer collects lines.
type writer struct {
	*isa
	lines []line
}

// put writes instructions, the first one with a comment.
func (w *writer) put(comment, format string, args ...any) {
	for text := range strings.SplitSeq(fmt.Sprintf(format, args...), "\n") {
		text, own, has := strings.Cut(text, " // ")
		if has {
			comment = own
		}
		w.lines = append(w.lines, line{text, comment})
		comment = ""
	}
}

// loop is the whole function: for every vector of items, all items one by one.
func (a *isa) loop() []line {
	w := &writer{isa: a}
	w.put("", "%s", a.enter)
	w.put("", "vector:")
	w.put("", "%s", a.load)
	for _, acc := range []int{low, high, lower} {
		w.put("", a.zero, acc)
	}
	w.put("", "%s", a.firstItem)
	w.put("", "item:")
	w.put("", "%s", a.item)

	w.less(relevanceI, relevanceJ, "j is the higher one of a pair")
	w.put("", "%s", a.tally(lower, paired))
	w.inside(scoreJ, scoreI)
	w.put("", "%s", a.tally(high, active))
	w.less(relevanceJ, relevanceI, "j is the lower one of a pair")
	w.inside(scoreI, scoreJ)
	w.put("", "%s", a.tally(low, active))

	w.put("", "%s", a.nextItem)
	w.put("", "%s", a.store)
	w.put("", "%s", a.nextVector)
	w.put("", "RET")
	return w.lines
}

// less masks the lanes where x < y.
func (w *writer) less(x, y int, comment string) { w.put(comment, "%s", w.isa.less(x, y)) }

// inside masks those of the pairs whose difference is at most the margin.
func (w *writer) inside(higher, lower int) {
	w.put("their difference", "%s", w.subtract(higher, lower))
	w.put("inside the margin", "%s", w.atMost)
}
