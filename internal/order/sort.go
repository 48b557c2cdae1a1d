package order

// The radix sort takes 32 bits as four digits of 8 bits. With larger digits the counters would not fit into the
// L1 cache.
const digits, digitBits = 4, 8

type counters [digits][1 << digitBits]uint32

// insertionUpTo is the number of entries up to which an insertion sort is faster.
const insertionUpTo = 48

// sortEntries sorts a by the 32 bits of the keys, with b as memory of at least the same length. The result is in a or
// b. Entries with equal keys stay in their order. Digits that all keys share are skipped.
func sortEntries(a, b []Entry, c *counters) []Entry {
	if len(a) <= insertionUpTo {
		insertionSort(a)
		return a
	}
	*c = counters{}
	for _, e := range a {
		c[0][uint8(e>>32)]++
		c[1][uint8(e>>40)]++
		c[2][uint8(e>>48)]++
		c[3][uint8(e>>56)]++
	}
	b = b[:len(a)]
	for d := range digits {
		start, shift := &c[d], uint(32+d*digitBits)
		if int(start[uint8(a[0]>>(shift&63))]) == len(a) {
			continue
		}
		sum := uint32(0)
		for v, n := range start {
			start[v] = sum
			sum += n
		}
		for _, e := range a {
			v := uint8(e >> (shift & 63))
			b[start[v]] = e
			start[v]++
		}
		a, b = b, a
	}
	return a
}

// insertionSort compares whole entries, including the indices. This keeps the order of entries with equal keys,
// because their indices ascend.
func insertionSort(a []Entry) {
	for k := 1; k < len(a); k++ {
		e := a[k]
		at := k
		for ; at > 0 && a[at-1] > e; at-- {
			a[at] = a[at-1]
		}
		a[at] = e
	}
}
