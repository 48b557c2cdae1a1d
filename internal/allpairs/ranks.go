package allpairs

import (
	"encoding/binary"
	"math/bits"

	"github.com/marginrank/marginrank/internal/order"
)

// fewLevels is how many levels ranks can tell apart.
const fewLevels = order.FewLevels

// Ranks count, among sorted items, those before any one on levels below any: for each 64
// items there is what came before, and a bit for each of them.
type ranks []rankBlock

type rankBlock struct {
	before [fewLevels + 1]uint32 // items of earlier blocks on levels below t
	below  [fewLevels + 1]uint64 // items of this block on levels below t
}

const blockItems = 64

// fill counts n items. Levels has theirs, and then a block's worth of any.
func (r *ranks) fill(levels []uint8, n, count int) {
	*r = grown(*r, n/blockItems+1)
	var before [fewLevels + 1]uint32
	for k := range *r {
		b := &(*r)[k]
		b.before = before
		of := levels[k*blockItems:][:blockItems]
		for t := 1; t <= count; t++ {
			below := uint64(0)
			for at := 0; at < blockItems; at += 8 {
				below |= lessThan(binary.LittleEndian.Uint64(of[at:]), t) << at
			}
			b.below[t] = below
			before[t] += uint32(bits.OnesCount64(below))
		}
	}
}

// lessThan has a bit for each byte of levels that is less than t; none is beyond fewLevels.
func lessThan(levels uint64, t int) uint64 {
	const ones = 0x0101010101010101
	less := ^(levels + uint64(0x80-t)*ones) >> 7 & ones
	return less * 0x0102040810204080 >> 56
}

// rank is the number of items before this one on levels below t.
func (r ranks) rank(item uint32, t uint8) uint32 {
	b := &r[item/blockItems]
	t &= fewLevels
	return b.before[t] + uint32(bits.OnesCount64(b.below[t]&(1<<(item%blockItems)-1)))
}
