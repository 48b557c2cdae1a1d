package main

import (
	"context"
	"os"
)

// A series holds the times of a benchmark in seconds. base[i] and head[i] are from round i.
type series struct {
	name       string
	base, head []float64
}

// A phase is one of the two measurements. The second one has fewer benchmarks and more time for each.
type phase struct {
	title  string
	layout int // the layout of its first round
	turns  int // the number of turns of a benchmark per round
}

// measure runs each benchmark of both revisions in count rounds. A round runs all benchmarks, so that a slow
// minute of the machine does not affect all runs of one benchmark. Each round has a layout of its own. So the
// rounds are as independent of each other as possible.
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

// add adds the times of a round to s. In each turn it runs both revisions twice, in the order base, head, head,
// base, or in the next round head, base, base, head. So a steady drift affects both alike. The median over the
// turns leaves out outliers.
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
