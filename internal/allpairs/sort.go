package allpairs

import "unsafe"

const (
	// narrow and wide are the bits of a digit: of short lists, for which 2048 counters are too
	// many, and of long ones, which are gone through once a digit.
	narrow, wide = 8, 11
	wideFrom     = 4096
)

// counters count the values of each digit: there are at most six wide ones.
type counters [6 << wide]uint32

// sortEntries sorts a by key with the help of b, which is no shorter. The result is in one of
// them. It is a radix sort from the last digit on; digits that all keys share are skipped.
func sortEntries[K Key](a, b []entry[K], c *counters) []entry[K] {
	switch {
	case len(a) < 2:
		return a
	case len(a) < wideFrom:
		return radix(a, b, c, narrow)
	}
	return radix(a, b, c, wide)
}

func radix[K Key](a, b []entry[K], c *counters, width int) []entry[K] {
	bits := 8 * int(unsafe.Sizeof(K(0)))
	digits := (bits + width - 1) / width
	mask := K(1)<<width - 1
	count := c[:digits<<width]
	clear(count)
	for _, e := range a {
		for d, k := 0, e.key; d < digits; d++ {
			count[d<<width|int(k&mask)]++
			k >>= width
		}
	}
	b = b[:len(a)]
	for d := range digits {
		start, shift := count[d<<width:(d+1)<<width], d*width
		if int(start[a[0].key>>shift&mask]) == len(a) {
			continue
		}
		sum := uint32(0)
		for v, n := range start {
			start[v] = sum
			sum += n
		}
		for _, e := range a {
			v := e.key >> shift & mask
			b[start[v]] = e
			start[v]++
		}
		a, b = b, a
	}
	return a
}
