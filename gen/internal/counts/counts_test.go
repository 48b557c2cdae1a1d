package counts

import (
	"math"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/gen/internal/isa"
)

// Vectors of items that may be incomplete are moved by a mask: all vectors of a run, and those after the loop of
// a list. The counts of a run are also stored by a mask, since the memory around them belongs to other items. The
// counts of a list are stored as whole vectors, for which they have room.
func TestMasks(t *testing.T) {
	array := regexp.MustCompile(`\((SI|DX|BX|R9|R10)\)\(AX\*4\)`)
	for _, s := range isa.Sets {
		if s.Tier.GOARCH != "amd64" {
			continue
		}
		functions := []*isa.Func{count(s), run(s)}
		for i, moves := range []int{2, 3} {
			var moved []string
			for _, l := range functions[i].Lines {
				if l.Text == "tail:" {
					moved = nil
				} else if array.MatchString(l.Text) {
					moved = append(moved, l.Text)
				}
			}
			for _, text := range moved {
				assert.Regexp(t, `\bK2\b|^VMASKMOVPS `, text, functions[i].Name)
			}
			assert.Len(t, moved, moves, functions[i].Name)
		}
	}
}

// The range of exponents is as large as the sums of a run allow, and no larger.
func TestExponents(t *testing.T) {
	const products = runItems * runLists
	exact := func(least, most int) bool {
		unit := math.Ldexp(1, least-23)
		coarse := products * runItems * math.Ldexp(1, most+1)
		fine := products * math.Ldexp(1, grid-1)
		return coarse <= math.Ldexp(1, 53+grid) && fine <= unit*0x1p53
	}
	assert.True(t, exact(leastExponent, mostExponent))
	assert.False(t, exact(leastExponent-1, mostExponent))
	assert.False(t, exact(leastExponent, mostExponent+1))
	for _, e := range []int{leastExponent, mostExponent + 1} {
		assert.Equal(t, math.Float32bits(float32(math.Ldexp(1, e)))<<1, shifted(e))
	}
	assert.Equal(t, 1.5*math.Ldexp(1, 52+grid), math.Float64frombits(roundingBits))
}
