package main

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Only a failing test catches; a mutant whose tier is missing is neither caught nor at large.
func TestOutcomes(t *testing.T) {
	m := mutant{name: "m", breaks: "all", tier: "neon"}
	tests := []string{"a.TestA", "b.TestB", "c.TestC", "d.TestD", "e.TestE"}
	for _, c := range []struct {
		result
		want   string
		row    string
		status int
	}{
		{result{mutant: m, static: tests[:1], running: tests}, caught, "| `m` | all | a.TestA | a.TestA, b.TestB, c.TestC and 2 more |", 0},
		{result{mutant: m, static: tests[:1], notRun: true}, caught, "| `m` | all | a.TestA | not run: no neon |", 0},
		{result{mutant: m, notRun: true}, notRun, "| `m` | all |  | not run: no neon |", 0},
		{result{mutant: m}, survived, "| `m` | all | **survived** | **survived** |", 1},
		{result{mutant: m, err: errors.New("does not build")}, stale, "| `m` | all | **stale** | **stale** |", 2},
	} {
		assert.Equal(t, c.want, c.outcome())
		assert.Contains(t, table([]result{c.result}), c.row+"\n")
		assert.Equal(t, c.status, status([]result{c.result}))
	}
}

func TestSummary(t *testing.T) {
	assert.Regexp(t, `^1 of 3 caught on \w+/\w+, 2 survived$`, summary([]result{{static: []string{"a.TestA"}}, {}, {}}))
}

// What was not run is named: the exit status does not tell.
func TestMissed(t *testing.T) {
	caught := result{mutant: mutant{name: "a", tier: "neon"}, static: []string{"a.TestA"}, notRun: true}
	assert.Empty(t, missed([]result{caught}))
	list := []result{caught, {mutant: mutant{name: "b", tier: "neon"}, notRun: true}, {mutant: mutant{name: "c", tier: "avx512"}, notRun: true}}
	assert.Equal(t, "not run: b (nothing here runs neon), c (nothing here runs avx512)\n", missed(list))
	assert.Equal(t, 0, status(list))
}
