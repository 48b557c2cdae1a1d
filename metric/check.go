package metric

import (
	"fmt"
	"unsafe"

	"github.com/marginrank/marginrank/internal/order"
	"github.com/marginrank/marginrank/loss"
)

// check reports what is wrong with the arguments of Evaluate.
func check[T loss.Float](means, perList []float64, l *loss.Lists[T], metrics []Metric) error {
	for i, m := range metrics {
		switch {
		case m.Kind >= kinds:
			return fmt.Errorf("%w: metrics[%d] has kind %d", ErrMetric, i, m.Kind)
		case m.Threshold != m.Threshold:
			return fmt.Errorf("%w: the threshold of metrics[%d] is NaN", ErrMetric, i)
		}
	}
	if err := checkLists(l); err != nil {
		return err
	}
	if means != nil && len(means) != len(metrics) {
		return lengthError("means", len(means), "metrics", len(metrics))
	}
	if n := len(metrics) * lists(l); perList != nil && len(perList) != n {
		return fmt.Errorf("%w: perList has length %d, not %d for %d metrics of %d lists", loss.ErrLength, len(perList), n, len(metrics), lists(l))
	}
	if overlap(means, perList) {
		return fmt.Errorf("%w: means and perList, both outputs", loss.ErrOverlap)
	}
	if err := checkOverlap("means", means, l); err != nil {
		return err
	}
	return checkOverlap("perList", perList, l)
}

// checkOverlap reports an output that shares memory with an array of the lists, unless that is exactly the scores.
func checkOverlap[T loss.Float](name string, output []float64, l *loss.Lists[T]) error {
	same := len(output) == len(l.Scores) && unsafe.Pointer(unsafe.SliceData(output)) == unsafe.Pointer(unsafe.SliceData(l.Scores))
	switch {
	case overlap(output, l.Scores) && !same:
		return fmt.Errorf("%w: %s and a part of Scores", loss.ErrOverlap, name)
	case overlap(output, l.Relevance):
		return fmt.Errorf("%w: %s and Relevance", loss.ErrOverlap, name)
	case overlap(output, l.Offsets):
		return fmt.Errorf("%w: %s and Offsets", loss.ErrOverlap, name)
	case overlap(output, l.Mask):
		return fmt.Errorf("%w: %s and Mask", loss.ErrOverlap, name)
	}
	return nil
}

// overlap reports whether two arrays share a byte.
func overlap[A, B any](a []A, b []B) bool {
	aLo, bLo := uintptr(unsafe.Pointer(unsafe.SliceData(a))), uintptr(unsafe.Pointer(unsafe.SliceData(b)))
	aHi, bHi := aLo+uintptr(len(a))*unsafe.Sizeof(*new(A)), bLo+uintptr(len(b))*unsafe.Sizeof(*new(B))
	return aLo < bHi && bLo < aHi && len(a) > 0 && len(b) > 0
}

// checkLists reports what is wrong with lists: what package loss reports, and a score that is NaN.
func checkLists[T loss.Float](l *loss.Lists[T]) error {
	n := len(l.Scores)
	switch {
	case len(l.Relevance) != n:
		return lengthError("Relevance", len(l.Relevance), "Scores", n)
	case l.Mask != nil && len(l.Mask) != n:
		return lengthError("Mask", len(l.Mask), "Scores", n)
	}
	if fault := order.OffsetsFault(l.Offsets, n); fault != "" {
		return fmt.Errorf("%w: %s", loss.ErrOffsets, fault)
	}
	mask := order.MaskOf(l.Mask)
	if i := order.FirstNaN(l.Relevance, mask); i >= 0 {
		return fmt.Errorf("%w: Relevance[%d] is NaN", loss.ErrRelevance, i)
	}
	if i := firstNaN(l.Scores, mask); i >= 0 {
		return fmt.Errorf("%w: Scores[%d] is NaN", loss.ErrScores, i)
	}
	return nil
}

// lengthError is the error of a field whose length is not that of another.
func lengthError(field string, got int, other string, n int) error {
	return fmt.Errorf("%w: %s has length %d, %s has length %d", loss.ErrLength, field, got, other, n)
}

// firstNaN is the index of the first score that is NaN and not masked, or -1.
func firstNaN[T loss.Float](scores []T, mask order.Mask) int {
	if unsafe.Sizeof(*new(T)) > 2 {
		for i, s := range scores {
			if s != s && mask.Keeps(i) {
				return i
			}
		}
		return -1
	}
	infinity := uint16(0x7c00)
	if _, ok := any(*new(T)).(loss.BFloat16); ok {
		infinity = 0x7f80
	}
	for i, bits := range unsafe.Slice((*uint16)(unsafe.Pointer(unsafe.SliceData(scores))), len(scores)) {
		if bits&0x7fff > infinity && mask.Keeps(i) {
			return i
		}
	}
	return -1
}
