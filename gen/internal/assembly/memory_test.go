package assembly_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// outputs that a caller may leave out, and every array that is stored to.
var (
	gradients = []string{"gx1", "gx2", "gy"}
	outputs   = append([]string{"out"}, gradients...)
)

// A call is one execution of a kernel.
type call struct {
	f      *function
	params []param
	n      int
	absent []string
	steps  []step
}

// calls runs every kernel for n pairs, with every subset of the gradients.
func calls(t *testing.T, n int, visit func(c call)) {
	t.Helper()
	all := map[string]map[string][]param{"amd64": declared(t, "amd64"), "arm64": declared(t, "arm64")}
	for _, f := range functions(t) {
		params := all[f.arch][f.name]
		require.NotEmpty(t, params, f.name)
		for subset := range 1 << len(gradients) {
			var absent []string
			for i, g := range gradients {
				if subset>>i&1 != 0 {
					absent = append(absent, g)
				}
			}
			if subset > 0 && !strings.Contains(f.name, "Grad") {
				continue
			}
			steps, err := run(f, params, n, absent...)
			require.NoError(t, err, "%s, %d pairs, no %v", f.name, n, absent)
			visit(call{f, params, n, absent, steps})
		}
	}
}

// lanesBytes is the size of the lanes of a sum: sixteen float64, twice as many
// where they carry compensations.
func (c call) lanesBytes() int {
	if strings.Contains(c.f.name, "F64") {
		return 2 * 16 * 8
	}
	return 16 * 8
}

// Every pair is read once and written once, and nothing beside the arrays is touched:
// inputs are never stored to, outputs never loaded.
func TestEveryByteOnce(t *testing.T) {
	calls(t, 192, func(c call) {
		loads, stores := map[string][]int{}, map[string][]int{}
		for _, p := range c.params {
			size := p.element * c.n
			if p.name == "acc" {
				size = c.lanesBytes()
			}
			loads[p.name], stores[p.name] = make([]int, size), make([]int, size)
		}
		for _, s := range c.steps {
			if s.mem == nil {
				continue
			}
			counts := loads[s.mem.array]
			if s.mem.store {
				counts = stores[s.mem.array]
			}
			end := s.mem.offset + s.mem.bytes
			require.True(t, s.mem.offset >= 0 && end <= len(counts), "%s: %v leaves %s", c.f.name, s, s.mem.array)
			for i := range counts[s.mem.offset:end] {
				counts[s.mem.offset+i]++
			}
		}
		for _, p := range c.params {
			switch {
			case p.name == "acc":
				assert.NotContains(t, stores["acc"], 0, "%s: lanes", c.f.name)
			case p.element > 0:
				isOutput := slices.Contains(outputs, p.name)
				wanted := isOutput && !slices.Contains(c.absent, p.name)
				assert.True(t, all(loads[p.name], !isOutput), "%s: loads of %s", c.f.name, p.name)
				assert.True(t, all(stores[p.name], wanted), "%s: stores to %s", c.f.name, p.name)
			}
		}
	})
}

// all reports whether every count is one, or none.
func all(counts []int, one bool) bool {
	want := 0
	if one {
		want = 1
	}
	return !slices.ContainsFunc(counts, func(n int) bool { return n != want })
}

// A lane has a value before it is loaded, and is loaded before its next value
// replaces it: nothing is added to what the caller left, nothing is lost.
func TestLanes(t *testing.T) {
	calls(t, 192, func(c call) {
		set := make([]bool, c.lanesBytes())
		for _, s := range c.steps {
			if s.mem != nil && s.mem.array == "acc" {
				require.LessOrEqual(t, s.mem.offset+s.mem.bytes, len(set), "%s: %v", c.f.name, s)
				for i := range s.mem.bytes {
					at := s.mem.offset + i
					require.Equal(t, s.mem.store, !set[at], "%s: %v", c.f.name, s)
					set[at] = s.mem.store
				}
			}
		}
		sums := strings.Contains(c.f.comment, "acc")
		assert.Equal(t, sums, !slices.Contains(set, false), "%s: lanes that are not stored", c.f.name)
	})
}

// An output may be an input: no pair may be loaded once any output has it.
func TestInPlace(t *testing.T) {
	calls(t, 192, func(c call) {
		element := map[string]int{}
		for _, p := range c.params {
			element[p.name] = p.element
		}
		stored := make([]bool, c.n)
		for _, s := range c.steps {
			if s.mem == nil || s.mem.array == "acc" {
				continue
			}
			size := element[s.mem.array]
			require.LessOrEqual(t, s.mem.offset+s.mem.bytes, c.n*size, "%s: %v", c.f.name, s)
			for pair := s.mem.offset / size; pair < (s.mem.offset+s.mem.bytes)/size; pair++ {
				require.False(t, stored[pair] && !s.mem.store, "%s: %v loads pair %d again", c.f.name, s, pair)
				stored[pair] = stored[pair] || s.mem.store
			}
		}
	})
}
