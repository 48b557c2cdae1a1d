package main

import (
	"context"
	"os"
)

// A series is the times of one benchmark, in seconds: base[i] and head[i] are neighbours in time.
type series struct {
	name       string
	base, head []float64
}

// measure runs each benchmark of both revisions count times. A round goes through all of
// them, so that a bad minute doesn't hit all runs of one.
func (p pair) measure(ctx context.Context, title string, names []string, o options) ([]series, error) {
	list := make([]series, len(names))
	for i, name := range names {
		list[i].name = name
	}
	step, finish := newProgress(os.Stderr, title, o.count*len(names))
	defer finish()
	for round := range o.count {
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

// add runs both once. They take turns in going first: base head, head base, base head, ...
func (s *series) add(round int, time func(binary) (float64, error), p pair) error {
	order := []binary{p.base, p.head}
	dst := []*[]float64{&s.base, &s.head}
	for k := range order {
		k ^= round & 1
		t, err := time(order[k])
		if err != nil {
			return err
		}
		*dst[k] = append(*dst[k], t)
	}
	return nil
}
