package audit

import (
	"fmt"
	"math/bits"
	"slices"
)

// A stored value must depend on its own pair only. It would depend on other pairs if a kernel used a register
// that is left over from another row, or the wrong register.
var pairs = onMemory("pairs", "what is stored for a pair depends on that pair, on all of it, and on no other; sums depend on all, each once",
	func() observer { return &pairsObserver{} })

// A pairsObserver checks from which pairs stored values were computed.
type pairsObserver struct{ bystander }

func (b *pairsObserver) step(s *step) string {
	if !s.store {
		return ""
	}
	switch o := s.object; o.kind {
	case anOutput:
		for at := s.start; at < s.end; at += o.element - at%o.element {
			n := min(o.element-at%o.element, s.end-at)
			if element := at / o.element; at >= 0 && element < b.n {
				if text := b.compare(o.name, element, b.gather(&b.stored, at-s.start, n)); text != "" {
					return text
				}
			}
		}
	case theArguments:
		if i := b.structure.at(s.start); i >= 0 && slices.Contains(b.contract.results, b.structure.fields[i].name) {
			f := b.structure.fields[i]
			return b.compare(f.name, -1, b.gather(&b.stored, 0, min(f.size, s.end-s.start)))
		}
	}
	return ""
}

// compare says from which pairs an element or a result comes if it should not come from these. Otherwise it
// returns "".
func (b *pairsObserver) compare(name string, element int, c content) string {
	if element >= 0 && c.withoutFormula() == oneElement(b.inputs[name], element, 0) && b.contract.sums {
		return "" // a shortcut for most elements
	}
	want, known := b.want(b.call, name, element)
	if c.kind() == above || !known {
		return "" // the check written reports this
	}
	got := b.origin(c)
	for _, o := range b.objects {
		if o.kind != anInput || o.input < 0 {
			continue
		}
		if is, should := got.of(o.input), want.of(o.input); is != should {
			return fmt.Sprintf("comes from pairs %v of %s, want %v", list(is), o.name, list(should))
		}
	}
	if got.mixed && b.contract.sums {
		return "comes from some pairs of one input, and from others of another"
	}
	if element < 0 && want.inputs != 0 && b.contract.sums && name != fieldLeft {
		if parts, sum := b.parts(c), b.onceEach(want); parts != sum && parts != -sum {
			return "does not come from each pair once"
		}
	}
	return ""
}

// onceEach returns the number that stands for a sum with one term for each element of an origin.
func (b *pairsObserver) onceEach(o origin) (sum uint64) {
	for i := range b.n {
		if o.elements[i/64]>>(i%64)&1 != 0 {
			sum += b.pool.parts(oneElement(o.inputs, i, 0))
		}
	}
	return sum
}

// of returns the elements of one input.
func (o origin) of(input int) (elements [maxElements / 64]uint64) {
	if o.inputs>>input&1 != 0 {
		elements = o.elements
	}
	return elements
}

// list returns the numbers of the bits that are set.
func list(set [maxElements / 64]uint64) []int {
	all := []int{}
	for i, word := range set {
		for ; word != 0; word &= word - 1 {
			all = append(all, 64*i+bits.TrailingZeros64(word))
		}
	}
	return all
}
