package roofline

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Each loop touches every byte of a turn of each stream once: the offsets, one vector apart, add up to the turn.
func TestTurns(t *testing.T) {
	access := regexp.MustCompile(`^(?:VMOV|FLDP|FSTP).*?(\d+)\((\w+)\)`)
	for _, a := range isas {
		for _, l := range a.functions() {
			l.write()
			seen := map[string][]int{}
			for _, line := range l.lines {
				if m := access.FindStringSubmatch(line); m != nil {
					offset, _ := strconv.Atoi(m[1])
					assert.Equal(t, len(seen[m[2]])*a.vector, offset, "%s: %s", l.function(), line)
					seen[m[2]] = append(seen[m[2]], offset)
				}
			}
			assert.Len(t, seen, len(l.streams()), l.function())
			total := 0
			for _, offsets := range seen {
				total += len(offsets) * a.vector
			}
			want := 0
			for _, s := range l.streams() {
				want += l.bytes(s)
			}
			assert.Equal(t, want, total, l.function())
		}
	}
}

// What Go and the CPU ask of assembly that the caller cannot check.
func TestManners(t *testing.T) {
	for name, text := range Files() {
		if !strings.HasSuffix(name, ".s") {
			continue
		}
		assert.NotRegexp(t, `\bR1[45]\b.*\(AX|\bR(18|2[6-9])\b`, string(text), name)
		for _, f := range strings.Split(string(text), "TEXT ")[1:] {
			assert.Contains(t, f, ", NOSPLIT, $0-24\n")
			assert.Equal(t, 1, strings.Count(f, "\tRET\n"))
			if strings.HasSuffix(name, "_amd64.s") {
				assert.Contains(t, f, "\tVZEROUPPER\n\tRET\n")
				assert.Equal(t, strings.Contains(f, "VMOVNT"), strings.Contains(f, "\tSFENCE\n"))
			}
		}
	}
}

// Streams of a shape fit the registers of an instruction set, and no two functions share a name.
func TestShapes(t *testing.T) {
	for _, a := range isas {
		seen := map[string]bool{}
		for _, l := range a.functions() {
			assert.False(t, seen[l.function()], l.function())
			seen[l.function()] = true
			assert.LessOrEqual(t, l.turn/a.vector, a.registers, "stores take what was just loaded")
			if l.narrow > 0 {
				assert.Zero(t, l.turn/l.narrow%a.vector, l.function())
			}
			assert.LessOrEqual(t, l.out, l.full, "an output copies an input")
		}
	}
}
