package assembly_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What was never written is whatever the caller left, and what was written as a
// narrower register has zeros above. The first chunk finds out: what it doesn't
// read too early, no later one does.
func TestWrittenBeforeRead(t *testing.T) {
	calls(t, 64, func(c call) {
		registers := contents{}
		for _, s := range c.steps {
			require.NoError(t, registers.run(s.line), "%s without %v", c.f.name, c.absent)
		}
	})
}

// A constant that is written in the loop has its value in the first turn only.
func TestConstants(t *testing.T) {
	for _, f := range functions(t) {
		setup, loop := f.split()
		constants, lanes := kept(setup)
		require.NotEmpty(t, constants, f.name) // the margin at least
		var read []string
		for _, l := range loop {
			reads, writes := uses(l)
			for _, w := range writes {
				assert.NotContains(t, constants, w.name, "%s: %v", f.name, l)
				if slices.Contains(lanes, w.name) {
					assert.Contains(t, reads, w, "%s: %v forgets the lanes", f.name, l)
				}
			}
			for _, r := range reads {
				read = append(read, r.name)
			}
		}
		assert.Subset(t, read, constants, "%s: a constant that nothing reads", f.name)
		for _, r := range lanes {
			assert.NotContains(t, constants, r, "%s: lanes", f.name)
		}
	}
}

// kept returns the registers that are filled before the loop: with constants and
// arguments, and with the lanes of a sum.
func kept(setup []*line) (constants, lanes []string) {
	for _, l := range setup {
		_, writes := uses(l)
		for _, w := range writes {
			if l.comment == "lanes" {
				lanes = append(lanes, w.name)
			} else {
				constants = append(constants, w.name)
			}
		}
	}
	return constants, lanes
}
