package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// A pair holds the two programs to compare.
type pair struct {
	base, head binary
	same       bool // both files have the same bytes
	remove     func() error
}

// prepare checks out and builds both revisions. p.remove removes everything that prepare has made. If prepare
// returns an error, it has removed everything itself.
func prepare(ctx context.Context, o options) (p pair, err error) {
	var removes []func() error
	p.remove = func() error {
		var errs []error
		for _, f := range slices.Backward(removes) {
			errs = append(errs, f())
		}
		return errors.Join(errs...)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.remove())
		}
	}()
	repo, err := root(ctx)
	if err != nil {
		return p, err
	}
	temp, err := os.MkdirTemp("", "regress")
	if err != nil {
		return p, err
	}
	removes = append(removes, func() error { return os.RemoveAll(temp) })
	base, err := checkout(ctx, repo, o.base)
	if err != nil {
		return p, err
	}
	removes = append(removes, base.remove)
	var head tree
	if o.head == "" {
		head, err = snapshot(ctx, repo, filepath.Join(temp, "tree"))
	} else if head, err = checkout(ctx, repo, o.head); err == nil {
		removes = append(removes, head.remove)
	}
	if err != nil {
		return p, err
	}
	fmt.Printf("build %s and %s\n", base.name, head.name)
	if p.base, err = build(ctx, base, filepath.Join(temp, "base.test")); err != nil {
		return p, err
	}
	if p.head, err = build(ctx, head, filepath.Join(temp, "head.test")); err != nil {
		return p, err
	}
	p.same, err = sameBytes(p.base, p.head)
	return p, err
}

// link links both programs again with another layout.
func (p pair) link(ctx context.Context, layout int) error {
	done := make(chan error)
	go func() { done <- p.base.link(ctx, layout) }()
	err := p.head.link(ctx, layout)
	return errors.Join(<-done, err)
}

// names returns the benchmarks that both programs have. It reports the others to w.
func (p pair) names(ctx context.Context, pattern string, w io.Writer) ([]string, error) {
	base, err := p.base.run(ctx, pattern, 0)
	if err != nil {
		return nil, err
	}
	head, err := p.head.run(ctx, pattern, 0)
	if err != nil {
		return nil, err
	}
	both, gone, added := match(base, head)
	for _, name := range gone {
		fmt.Fprintf(w, "not compared: %s is not in %s\n", name, p.head.tree.name)
	}
	for _, name := range added {
		fmt.Fprintf(w, "not compared: %s is not in %s\n", name, p.base.tree.name)
	}
	if len(both) == 0 {
		return nil, fmt.Errorf("no benchmark of both revisions matches %q", pattern)
	}
	return both, nil
}

// match returns the names that both lists have, that only base has, and that only head has. It keeps their order.
func match(base, head []timing) (both, gone, added []string) {
	has := func(list []timing, name string) bool {
		return slices.ContainsFunc(list, func(t timing) bool { return t.name == name })
	}
	for _, t := range head {
		if has(base, t.name) {
			both = append(both, t.name)
		} else {
			added = append(added, t.name)
		}
	}
	for _, t := range base {
		if !has(head, t.name) {
			gone = append(gone, t.name)
		}
	}
	return both, gone, added
}
