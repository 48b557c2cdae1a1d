package roofline

import (
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/gen/internal/isa"
)

// In a turn, each loop touches every byte of each stream once: the offsets are one step apart and cover the turn.
func TestTurns(t *testing.T) {
	access := regexp.MustCompile(`^(?:VMOV|FLDP|FSTP).*?(\d*)\((\w+)\)`)
	for _, s := range isa.Sets {
		for _, l := range loops(s) {
			seen := map[string][]int{}
			for _, line := range l.Lines {
				if m := access.FindStringSubmatch(line.Text); m != nil {
					offset, _ := strconv.Atoi(m[1])
					assert.Equal(t, len(seen[m[2]])*step(s), offset, "%s: %s", l.Name, line.Text)
					seen[m[2]] = append(seen[m[2]], offset)
				}
			}
			total, want := 0, 0
			for _, offsets := range seen {
				total += len(offsets) * step(s)
			}
			in, out := l.columns()
			for _, c := range append(in, out...) {
				want += turnSteps * step(s) * c.Elem.Bytes / in[0].Elem.Bytes
			}
			assert.Len(t, seen, len(in)+len(out), l.Name)
			assert.Equal(t, want, total, l.Name)
		}
	}
}

// Each instruction set has enough registers for the streams of each shape, and no two functions have the same
// name.
func TestShapes(t *testing.T) {
	for _, s := range isa.Sets {
		seen := map[string]bool{}
		for _, l := range loops(s) {
			assert.False(t, seen[l.Name], l.Name)
			seen[l.Name] = true
			in, out := l.columns()
			assert.LessOrEqual(t, len(in)+len(out), len(s.Pointers), l.Name)
			assert.LessOrEqual(t, turnSteps*step(s)/s.Tier.VectorBytes, s.Vectors, "stores take what was just loaded")
			if l.narrow > 0 {
				assert.Zero(t, turnSteps%l.narrow, l.Name)
			}
			assert.LessOrEqual(t, l.out, l.full, "an output copies an input")
		}
	}
}
