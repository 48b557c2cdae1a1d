package allpairs

import (
	"encoding/binary"
	"math/bits"

	"github.com/marginrank/marginrank/internal/order"
)

// fewLevels is the largest number of levels that ranks can tell apart.
const fewLevels = order.FewLevels

// Ranks give, for any sorted item and any level, the number of items before that item that are on lower levels.
// For each block of 64 items they have the counts of earlier blocks, and a bit for each item of the block.
type ranks []rankBlock

type rankBlock struct {
	before [fewLevels + 1]uint32 // items of earlier blocks on levels below t
	below  [fewLevels + 1]uint64 // items of this block on levels below t
}

const blockItems = 64

// fill sets r to the ranks of n items with the given levels. levels has the levels of the items, followed by a
// block of any levels. count is the number of levels.
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

// lessThan returns a bit for each byte of levels that is less than t. No level is above fewLevels.
func lessThan(levels uint64, t int) uint64 {
	const ones = 0x0101010101010101
	less := ^(levels + uint64(0x80-t)*ones) >> 7 & ones
	return less * 0x0102040810204080 >> 56
}

// rank returns the number of items before this item that are on levels below t.
func (r ranks) rank(item uint32, t uint8) uint32 {
	b := &r[item/blockItems]
	t &= fewLevels
	return b.before[t] + uint32(bits.OnesCount64(b.below[t]&(1<<(item%blockItems)-1)))
}
