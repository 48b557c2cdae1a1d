package main

import (
	"context"
	"os"
)

// A series is the times of one benchmark, in seconds: base[i] and head[i] are of round i.
type series struct {
	name       string
	base, head []float64
}

// A phase is one of the two measurements: the second has fewer benchmarks, and more time for each.
type phase struct {
	title  string
	layout int // of its first round
	turns  int // of a benchmark in a round
}

// measure runs each benchmark of both revisions in count rounds. A round goes through all of
// them, so that a bad minute doesn't hit all runs of one, and has a layout to itself: the
// rounds are as independent as can be.
func (p pair) measure(ctx context.Context, names []string, ph phase, o options) ([]series, error) {
	list := make([]series, len(names))
	for i, name := range names {
		list[i].name = name
	}
	step, finish := newProgress(os.Stderr, ph.title, o.count*len(names))
	defer finish()
	for round := range o.count {
		if err := p.link(ctx, ph.layout+round); err != nil {
			return nil, err
		}
		for i := range list {
			err := list[i].add(round, ph.turns, func(b binary) (float64, error) { return b.time(ctx, list[i].name, o.time) }, p)
			if err != nil {
				return nil, err
			}
			step()
		}
	}
	return list, nil
}

// add runs both twice a turn: base head head base, in the next round head base base head. What
// changes steadily in between hits both alike, and of many runs the median leaves out the odd ones.
func (s *series) add(round, turns int, timeOf func(binary) (float64, error), p pair) error {
	pair := []binary{p.base, p.head}
	var times [2][]float64
	for range turns {
		for _, k := range []int{0, 1, 1, 0} {
			k ^= round & 1
			t, err := timeOf(pair[k])
			if err != nil {
				return err
			}
			times[k] = append(times[k], t)
		}
	}
	s.base, s.head = append(s.base, median(times[0])), append(s.head, median(times[1]))
	return nil
}
