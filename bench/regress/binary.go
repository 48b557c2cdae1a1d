package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// A binary is the compiled benchmarks of a source tree.
type binary struct {
	tree tree
	path string
}

// build compiles the benchmarks of a tree. The linker chooses the layout, and equal sources give equal bytes.
func build(ctx context.Context, t tree, path string) (binary, error) {
	b := binary{t, path}
	if _, err := os.Stat(b.dir()); err != nil {
		return b, fmt.Errorf("%s has no benchmarks: no folder bench", t.name)
	}
	if err := b.link(ctx, 0); err != nil {
		return b, err
	}
	if _, err := os.Stat(path); err != nil {
		return b, fmt.Errorf("%s has no benchmarks: no tests in bench", t.name)
	}
	return b, nil
}

// dir returns the folder in which the benchmarks run.
func (b binary) dir() string { return filepath.Join(b.tree.dir, "bench") }

// link links the benchmarks again, with the functions in another order for each layout. The place of code in
// memory makes some benchmarks up to a tenth faster or slower. That is an accident of a revision and says nothing
// about its changes.
func (b binary) link(ctx context.Context, layout int) error {
	cmd := exec.CommandContext(ctx, "go", "test", "-c", "-trimpath", "-buildvcs=false",
		fmt.Sprintf("-ldflags=-s -w -randlayout=%d", layout), "-o", b.path, "./bench")
	cmd.Dir = b.tree.dir
	// If go is interrupted, it stops its compilers. If it was killed, they would go on.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: go test -c ./bench: %w\n%s", b.tree.name, err, out)
	}
	return nil
}

// sameBytes reports whether the files of two binaries are equal.
func sameBytes(a, b binary) (bool, error) {
	x, err := os.ReadFile(a.path)
	y, err2 := os.ReadFile(b.path)
	return bytes.Equal(x, y), errors.Join(err, err2)
}

// run runs the benchmarks that match pattern, each for about the time d, or once if d is 0.
func (b binary) run(ctx context.Context, pattern string, d time.Duration) ([]timing, error) {
	benchtime := "1x"
	if d > 0 {
		benchtime = d.String()
	}
	cmd := exec.CommandContext(ctx, b.path, "-test.run=^$", "-test.bench="+pattern, "-test.benchtime="+benchtime)
	cmd.Dir = b.dir()
	var out, messages bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &messages
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s%s", b.tree.name, err, out.Bytes(), messages.Bytes())
	}
	return parse(&out)
}

// time runs one benchmark and returns seconds per operation.
func (b binary) time(ctx context.Context, name string, d time.Duration) (float64, error) {
	list, err := b.run(ctx, exactly(name), d)
	if err != nil {
		return 0, err
	}
	if len(list) != 1 || list[0].name != name {
		return 0, fmt.Errorf("%s: %d benchmarks are named %s", b.tree.name, len(list), name)
	}
	return list[0].seconds, nil
}

// exactly returns a pattern that matches only the benchmark with this name.
func exactly(name string) string {
	parts := strings.Split(name, "/")
	for i, p := range parts {
		parts[i] = "^" + regexp.QuoteMeta(p) + "$"
	}
	return strings.Join(parts, "/")
}
