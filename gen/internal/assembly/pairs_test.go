package assembly_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// An origin says from which arrays and pairs a register's contents were computed:
// "x1 16" for a vector of x1 that begins with pair 16.
type origin map[string]bool

// What is stored for a pair depends on that pair, on all of it, and on no other.
// A register of the row before, left over or mixed up, would bring its pairs along.
func TestPairs(t *testing.T) {
	calls(t, 64, func(c call) {
		element := map[string]int{}
		for _, p := range c.params {
			element[p.name] = p.element
		}
		registers := map[string]origin{}
		for _, s := range c.steps {
			reads, writes := uses(s.line)
			from := origin{}
			for _, r := range reads {
				maps.Copy(from, registers[r.name])
			}
			if by := upper(s.line); by > 0 {
				from = from.shift(t, by)
			}
			switch {
			case s.mem == nil:
			case !s.mem.store && s.mem.array != "acc":
				from[fmt.Sprintf("%s %d", s.mem.array, s.mem.offset/element[s.mem.array])] = true
			case s.mem.store && s.mem.array != "acc":
				require.Equal(t, c.inputs(s.mem.array, s.mem.offset/element[s.mem.array]),
					slices.Sorted(maps.Keys(from)), "%s without %v: %v", c.f.name, c.absent, s)
			case s.mem.store:
				c.checkLanes(t, s, from)
			}
			for _, w := range writes {
				registers[w.name] = from
			}
		}
	})
}

// inputs lists what an output of a pair must come from.
func (c call) inputs(output string, pair int) []string {
	var list []string
	for _, p := range c.params {
		isInput := p.element > 0 && p.name != "acc" && !slices.Contains(outputs, p.name)
		if isInput && !(output == "out" && p.name == "upstream") {
			list = append(list, fmt.Sprintf("%s %d", p.name, pair))
		}
	}
	slices.Sort(list)
	return list
}

// checkLanes checks that what goes into the lanes of a sum came from the pairs of
// these lanes: one vector of each of the chunk's four rows.
func (c call) checkLanes(t *testing.T, s step, from origin) {
	t.Helper()
	if s.line.comment == "lanes = 0" {
		require.Empty(t, from, "%s: %v", c.f.name, s)
		return
	}
	var pairs []int
	for source := range from {
		if array, pair := cut(t, source); array == "x1" {
			pairs = append(pairs, pair)
		}
	}
	slices.Sort(pairs)
	lane := s.mem.offset / 8 % 16 // the compensations lie behind the lanes
	require.Equal(t, []int{lane, lane + 16, lane + 32, lane + 48}, pairs, "%s: %v", c.f.name, s)
}

// upper is the number of values that an instruction leaves out when it takes the
// upper half of a vector of float32, 0 for all other instructions.
func upper(l *line) int {
	switch {
	case l.op == "VEXTRACTF128" && l.operands[0] == "$1":
		return 4
	case l.op == "VEXTRACTF64X4" && l.operands[0] == "$1":
		return 8
	case strings.HasPrefix(l.disassembly(), "fcvtl2 "):
		return 2
	}
	return 0
}

// shift moves all pairs of an origin.
func (o origin) shift(t *testing.T, by int) origin {
	t.Helper()
	moved := origin{}
	for source := range o {
		array, pair := cut(t, source)
		moved[fmt.Sprintf("%s %d", array, pair+by)] = true
	}
	return moved
}

func cut(t *testing.T, source string) (array string, pair int) {
	t.Helper()
	_, err := fmt.Sscanf(source, "%s %d", &array, &pair)
	require.NoError(t, err)
	return array, pair
}
