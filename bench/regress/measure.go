package main

import (
	"context"
	"math"
	"os"
)

// A series is the times of one benchmark, in seconds: base[i] and head[i] are of round i.
type series struct {
	name       string
	base, head []float64
}

// measure runs each benchmark of both revisions in count rounds. A round goes through all of
// them, so that a bad minute doesn't hit all runs of one, and has a layout to itself: the
// rounds are as independent as can be.
func (p pair) measure(ctx context.Context, title string, names []string, firstLayout int, o options) ([]series, error) {
	list := make([]series, len(names))
	for i, name := range names {
		list[i].name = name
	}
	step, finish := newProgress(os.Stderr, title, o.count*len(names))
	defer finish()
	for round := range o.count {
		if err := p.link(ctx, firstLayout+round); err != nil {
			return nil, err
		}
		for i := range list {
			err := list[i].add(round, func(b binary) (float64, error) { return b.time(ctx, list[i].name, o.time) }, p)
			if err != nil {
				return nil, err
			}
			step()
		}
	}
	return list, nil
}

// add runs both twice: base head head base, in the next round head base base head. What
// changes steadily in between hits both alike.
func (s *series) add(round int, time func(binary) (float64, error), p pair) error {
	pair := []binary{p.base, p.head}
	product := []float64{1, 1}
	for _, k := range []int{0, 1, 1, 0} {
		k ^= round & 1
		t, err := time(pair[k])
		if err != nil {
			return err
		}
		product[k] *= t
	}
	s.base, s.head = append(s.base, math.Sqrt(product[0])), append(s.head, math.Sqrt(product[1]))
	return nil
}
