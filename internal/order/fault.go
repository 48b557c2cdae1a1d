package order

import "fmt"

// OffsetsFault describes what is wrong with offsets that should divide n items into lists of at most
// MaxItems each. It returns "" if nothing is wrong. If offsets is nil, all items are one list.
func OffsetsFault(offsets []int, n int) string {
	if offsets == nil {
		return itemsFault(0, n)
	}
	if len(offsets) == 0 {
		return "Offsets is empty, and has no 0 to begin with"
	}
	if offsets[0] != 0 {
		return fmt.Sprintf("Offsets[0] is %d, not 0", offsets[0])
	}
	for k := 1; k < len(offsets); k++ {
		if offsets[k] < offsets[k-1] {
			return fmt.Sprintf("Offsets[%d] is %d, less than the %d before", k, offsets[k], offsets[k-1])
		}
	}
	last := len(offsets) - 1
	if offsets[last] != n {
		return fmt.Sprintf("Offsets[%d], the last one, is %d, Scores has length %d", last, offsets[last], n)
	}
	if n <= MaxItems {
		return ""
	}
	for k := range last {
		if fault := itemsFault(k, offsets[k+1]-offsets[k]); fault != "" {
			return fault
		}
	}
	return ""
}

// itemsFault describes the fault of list k if n, its number of items, is above MaxItems. Otherwise it returns "".
func itemsFault(k, n int) string {
	if n > MaxItems {
		return fmt.Sprintf("list %d has %d items, more than %d", k, n, MaxItems)
	}
	return ""
}

// FirstNaN returns the index of the first NaN in relevance that the mask keeps, or -1 if there is none.
func FirstNaN(relevance []float32, mask Mask) int {
	for i, r := range relevance {
		if r != r && mask.Keeps(i) {
			return i
		}
	}
	return -1
}
