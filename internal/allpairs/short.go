package allpairs

import (
	"math"
	"unsafe"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/exact"
)

// Short lists are gone through pair by pair: n² comparisons without a branch cost less than
// to sort a few items.

// mostShort is the largest number of items for which there is room.
const mostShort = 512 // a multiple of asm.Vector

// shortUpTo returns the largest number of items for which that is faster (see docs/performance.md).
func shortUpTo[F float](tier cpuid.Tier) int {
	if unsafe.Sizeof(F(0)) == 4 {
		switch tier {
		case cpuid.AVX512:
			return 304
		case cpuid.AVX2:
			return avx2UpTo
		case cpuid.NEON:
			return 80 // not measured: half of the lesser one of AVX2, as its vectors are
		}
	}
	return 28
}

// avx2UpTo is the number for AVX2. On CPUs without AVX-512, which are older, the sweep is slower than on newer ones by a
// larger factor than comparisons of vectors are.
var avx2UpTo = 256

func init() {
	if cpuid.Supported(cpuid.AVX512) { // and MARGINRANK_TIER forbids it
		avx2UpTo = 160
	}
}

// A short list, as far as it isn't the caller's.
type short[F float] struct {
	// Active pairs that the item is the lower, the higher one of; all pairs that it's the higher one of.
	low, high, lower [mostShort]uint32
	counts           [mostShort]int32

	// Of a list with a mask: items that aren't left out, and where they are.
	scores    [mostShort]F
	relevance [mostShort]float32
	index     [mostShort]uint16
}

// countShort is countList for a short list. If the scores or the margin are not tame, it returns false.
func (w *workspace[F]) countShort(counts []int32, l *list[F], m limit[F], roles bool) bool {
	s, scores, relevance, c := &w.short, l.scores, l.relevance, counts
	if l.mask != nil {
		scores, relevance = s.keep(l)
	}
	n := len(scores)
	if n == 0 || !isFinite(m.most) || !tame(scores) {
		return false
	}
	s.count(w.tier, scores, relevance, m.most)
	if counts == nil || l.mask != nil {
		c = s.counts[:n]
	}
	pairs, active := uint32(0), uint32(0)
	for k, high := range s.high[:n] {
		active += high
		pairs += s.lower[k]
	}
	w.pairs += int64(pairs)
	w.active += int64(active)
	subtract(c, s.low[:], s.high[:])
	exact.AddAll(&w.terms, c, scores, int64(n))
	if roles {
		for k := range c {
			c[k] = roleOf(s.low[k], s.high[k])
		}
	}
	if counts != nil && l.mask != nil {
		clear(counts)
		for k, count := range c {
			counts[s.index[k]] = count
		}
	}
	return true
}

// keep copies the items that the mask does not leave out.
func (s *short[F]) keep(l *list[F]) (scores []F, relevance []float32) {
	n := 0
	for i, keep := range l.mask {
		s.scores[n], s.relevance[n], s.index[n] = l.scores[i], l.relevance[i], uint16(i)
		n += one(keep != 0)
	}
	return s.scores[:n], s.relevance[:n]
}

// untamed has the bits of 2^127, shifted left by 1. That is just above half of the greatest float32.
const untamed = 0xfe << 24

// tame reports whether the magnitudes of all scores are below half of the greatest finite value, so that all
// differences are finite.
func tame[F float](scores []F) bool {
	if unsafe.Sizeof(F(0)) == 4 {
		all := uint64(0)
		for _, v := range scores {
			all |= uint64(math.Float32bits(float32(v))<<1) + (1<<32 - untamed)
		}
		return all>>32 == 0
	}
	most := uint64(0)
	for _, v := range scores {
		most = max(most, math.Float64bits(float64(v))<<1)
	}
	return most < 0x7fe<<53
}

// count sets s.low, s.high and s.lower. most is the greatest difference inside the margin.
func (s *short[F]) count(tier cpuid.Tier, scores []F, relevance []float32, most F) {
	if unsafe.Sizeof(F(0)) == 4 {
		of := unsafe.Slice((*float32)(unsafe.Pointer(unsafe.SliceData(scores))), len(scores))
		if countVectors(tier, &s.low, &s.high, &s.lower, of, relevance, float32(most)) {
			return
		}
	}
	n := len(scores)
	relevance = relevance[:n]
	low, high, lower := s.low[:n], s.high[:n], s.lower[:n]
	for i, v := range scores {
		r := relevance[i]
		lowI, highI, lowerI := 0, 0, 0
		for j, u := range scores[:i] {
			q := relevance[j]
			above, below := one(r > q), one(r < q)
			d := v - u
			first, second := above&one(d <= most), below&one(-d <= most)
			lowerI += above
			highI += first
			lowI += second
			low[j] += uint32(first)
			high[j] += uint32(second)
			lower[j] += uint32(below)
		}
		low[i], high[i], lower[i] = uint32(lowI), uint32(highI), uint32(lowerI)
	}
}
