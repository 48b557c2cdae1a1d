package main

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

var usual = rule{threshold: 0.05, alpha: 0.05}

// noisy returns runs of a benchmark whose head takes ratio times as long as its base. Neighbouring runs share a
// load that drifts, and each run has noise of its own, which can only make it slower.
func noisy(rng *rand.Rand, name string, count int, ratio, noise float64) series {
	s := series{name: name}
	load := 1.0
	for range count {
		load = max(1, load+0.5*(rng.Float64()-0.5))
		s.base = append(s.base, 1e-6*load*(1+noise*rng.ExpFloat64()))
		s.head = append(s.head, 1e-6*load*ratio*(1+noise*rng.ExpFloat64()))
	}
	return s
}

// decide returns the rows after both measurements.
func decide(rng *rand.Rand, ratios map[string]float64, noise float64) []row {
	var first []series
	for _, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i"} {
		ratio, ok := ratios[name]
		if !ok {
			ratio = 1
		}
		first = append(first, noisy(rng, name, 20, ratio, noise))
	}
	rows := judge(first, usual)
	var second []series
	for _, name := range suspects(rows) {
		ratio, ok := ratios[name]
		if !ok {
			ratio = 1
		}
		second = append(second, noisy(rng, name, 20, ratio, noise))
	}
	confirm(rows, second, usual)
	return rows
}

// With equal revisions on a loaded machine, the rate of false alarms is below alpha.
func TestFalseAlarms(t *testing.T) {
	for _, noise := range []float64{0.01, 0.05, 0.3} {
		rng := rand.New(rand.NewPCG(1, 2))
		alarms := 0
		for range 200 {
			if count(decide(rng, nil, noise), slower) > 0 {
				alarms++
			}
		}
		assert.Less(t, alarms, 10, "of 200, noise %v", noise)
	}
}

// Benchmarks that are 10 % slower are found, and no others.
func TestHits(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	hits := 0
	for range 200 {
		rows := decide(rng, map[string]float64{"c": 1.1}, 0.03)
		if rows[2].verdict == slower && count(rows, slower) == 1 {
			hits++
		}
	}
	assert.Greater(t, hits, 195, "of 200")
}

// A difference that is certain but small is no regression, and neither is a difference that is large but
// uncertain.
func TestThreshold(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	small := decide(rng, map[string]float64{"a": 1.03}, 0.001)
	assert.Less(t, small[0].p, 1e-4)
	assert.Equal(t, dismissed, small[0].verdict)
	small = decide(rng, map[string]float64{"a": 1.02}, 0.001)
	assert.Equal(t, unchanged, small[0].verdict)

	uncertain := series{name: "a"}
	for i := range 20 {
		head := []float64{0.6, 0.6, 1.6, 1.6}[i%4]
		uncertain.base, uncertain.head = append(uncertain.base, 1), append(uncertain.head, head)
	}
	rows := judge([]series{uncertain}, usual)
	assert.Equal(t, suspect, rows[0].verdict)
	confirm(rows, []series{uncertain}, usual)
	assert.Equal(t, dismissed, rows[0].verdict)
}

// The second measurement alone decides, and the rows have its figures.
func TestConfirm(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	slow, equal := noisy(rng, "a", 20, 1.2, 0.01), noisy(rng, "a", 20, 1, 0.01)
	rows := judge([]series{slow}, usual)
	confirm(rows, []series{equal}, usual)
	assert.Equal(t, dismissed, rows[0].verdict)
	assert.InDelta(t, 1, rows[0].ratio, 0.02)

	rows = judge([]series{equal}, usual)
	assert.Empty(t, suspects(rows))
	rows = judge([]series{slow}, usual)
	confirm(rows, []series{slow}, usual)
	assert.Equal(t, slower, rows[0].verdict)
	assert.InDelta(t, 1.2, rows[0].ratio, 0.02)
}

// An improvement is no regression.
func TestFaster(t *testing.T) {
	rows := decide(rand.New(rand.NewPCG(9, 10)), map[string]float64{"b": 0.8}, 0.01)
	assert.Equal(t, faster, rows[1].verdict)
	assert.Zero(t, count(rows, slower))
}

// Suspects share alpha. The p value of 6 runs against 6 cannot be below 0.0021.
func TestManySuspects(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	for _, c := range []struct {
		suspects int
		want     verdict
	}{{20, slower}, {30, dismissed}} {
		var list []series
		for i := range c.suspects {
			list = append(list, noisy(rng, string(rune('A'+i)), minCount, 1.5, 0.001))
		}
		rows := judge(list, usual)
		confirm(rows, list, usual)
		assert.Equal(t, c.suspects, count(rows, c.want))
	}
}

// The p value ignores that the second of two runs takes 20 % longer, whichever revision it is.
func TestPValueIgnoresDrift(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	s := noisy(rng, "a", 40, 1, 0.01)
	for i := range s.base {
		second := s.head
		if i%2 == 1 {
			second = s.base
		}
		second[i] *= 1.2
	}
	got := summarize(s)
	assert.Greater(t, got.p, 0.01)
	assert.InDelta(t, 1, got.ratio, 0.2)
}
