package exact

import (
	"math"
	"unsafe"
)

const (
	// A significand of 53 bits is added in two parts. partBits is the number of bits of the lower part.
	partBits    = 26
	largestPart = 1 << (53 - partBits) // larger than every part

	binCount = notFinite + 1 + partBits // one per exponent, and more for upper parts

	// maxRoom is the largest sum of absolute counts that can be added to bins before a bin may overflow.
	maxRoom = (1<<63 - 1) / largestPart

	// largestCount is the largest absolute value of an int32.
	largestCount = 1 << 31
)

// Bins add many products of counts and values to a [Sum] that they hold. The zero value is ready. They take 17 KiB.
type Bins struct {
	bins   [binCount]int64 // bin e counts 2^(e-1075)
	lo, hi int             // all bins outside of [lo, hi) are 0
	room   int64           // the sum of the absolute counts that may still be added
	sum    Sum             // all that is not in the bins
}

// AddAll adds counts[k]·values[k] for each k. Most must be at least the absolute value of each count. A value
// must be finite unless its count is 0.
func AddAll[F Float](b *Bins, counts []int32, values []F, most int64) {
	need := int64(len(counts)) * most
	if need > b.room || most > largestCount {
		addParts(b, counts, values, most)
		return
	}
	b.room -= need
	values = values[:len(counts)]
	if unsafe.Sizeof(F(0)) == 4 {
		for k, v := range values {
			e, significand := split32(float32(v))
			b.bins[bias+e] += int64(counts[k]) * int64(significand)
		}
		b.lo, b.hi = min(b.lo, bias+1), max(b.hi, bias+256)
		return
	}
	lo, hi := b.lo, b.hi
	for k, v := range values {
		significand, e, negative := split(float64(v))
		factor := int64(counts[k])
		if negative {
			factor = -factor
		}
		lo, hi = min(lo, e), max(hi, e+partBits+1)
		b.bins[e] += factor * int64(significand&(1<<partBits-1))
		b.bins[e+partBits] += factor * int64(significand>>partBits)
	}
	b.lo, b.hi = lo, hi
}

// addParts does what AddAll does, for more values than there is room for. It empties the bins again and again,
// and adds as many values at a time as empty bins can take.
func addParts[F Float](b *Bins, counts []int32, values []F, most int64) {
	most = min(most, largestCount)
	for step := int(min(maxRoom/most, 1<<30)); len(counts) > 0; {
		n := min(step, len(counts))
		b.flush()
		AddAll(b, counts[:n], values[:n], most)
		counts, values = counts[n:], values[n:]
	}
}

// Add adds v, which may be infinite or NaN, as [Sum.Add] does.
func (b *Bins) Add(v float64) { b.sum.Add(v) }

// Sum returns the sum of all that was added. The result belongs to b, and is valid until something is added to b.
func (b *Bins) Sum() *Sum {
	b.flush()
	return &b.sum
}

// Reset makes b empty.
func (b *Bins) Reset() {
	if b.lo < b.hi {
		clear(b.bins[b.lo:b.hi])
	}
	b.empty()
	b.sum.Reset()
}

// flush adds the bins to the sum and clears them.
func (b *Bins) flush() {
	const step = 8 // look at several bins at once, since most are 0
	for first := b.lo; first < b.hi; first += step {
		bins := b.bins[first:min(first+step, binCount)]
		set := int64(0)
		for _, v := range bins {
			set |= v
		}
		if set == 0 {
			continue
		}
		for k, v := range bins {
			b.sum.side(v < 0).add(first+k, uint64(max(v, -v)))
			bins[k] = 0
		}
	}
	b.empty()
}

// empty notes that all bins are 0.
func (b *Bins) empty() { b.lo, b.hi, b.room = binCount, 0, maxRoom }

// bias is added to the exponent of a float32 to get its bin.
const bias = 1075 - 150

// split32 returns e, which is at least 1, and a significand such that v = significand·2^(e-150). v must be
// finite.
func split32(v float32) (e uint, significand int32) {
	b := math.Float32bits(v)
	e = uint(b >> 23 & 0xff)
	significand = int32(b & (1<<23 - 1))
	if e > 0 {
		significand += 1 << 23
	} else {
		e = 1 // zero or subnormal
	}
	sign := int32(b) >> 31
	return e, significand ^ sign - sign
}
