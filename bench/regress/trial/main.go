package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	n := flag.Int("n", 10, "run regress so many `times` for each kind of change")
	with := flag.String("exec", "", "run it through `command`, such as nice")
	var pass []string // flags to hand on to regress
	for _, f := range []string{"count", "time", "threshold", "alpha"} {
		flag.Func(f, "hand `value` on to regress", func(v string) error {
			pass = append(pass, "-"+f, v)
			return nil
		})
	}
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, *n, strings.Fields(*with), pass)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "trial:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, n int, with, pass []string) error {
	if flag.NArg() > 0 {
		return fmt.Errorf("arguments without a flag: %q", flag.Args())
	}
	if n < 1 {
		return fmt.Errorf("-n %d: not at least 1", n)
	}
	temp, err := os.MkdirTemp("", "trial")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	regress := filepath.Join(temp, "regress.exe")
	if err := command(ctx, ".", "go", "build", "-o", regress, "github.com/marginrank/marginrank/bench/regress"); err != nil {
		return err
	}
	c, err := newClone(ctx, filepath.Join(temp, "clone"))
	if err != nil {
		return err
	}
	var all tally
	for i := range n {
		for _, change := range changes(i) {
			if err := c.commit(ctx, change); err != nil {
				return err
			}
			start := time.Now()
			words := append(append(append([]string{}, with...), regress, "-base", base, "-head", changed), pass...)
			o, err := observe(ctx, c.dir, words)
			if err != nil {
				return fmt.Errorf("%s: %w", change.name, err)
			}
			got := judge(change, o)
			all.add(change, o, got)
			fmt.Printf("%d of %d, %s: %s (%.0f s)\n", i+1, n, change.name, cmp.Or(got.String(), "quiet"), time.Since(start).Seconds())
			for _, r := range o.rows {
				if r.slower || change.slows(r.name) {
					fmt.Printf("\t%s %.3f p=%s %s\n", r.name, r.ratio, r.p, r.verdict)
				}
			}
		}
	}
	fmt.Print("\n", all.markdown())
	return nil
}

// command runs a command. If it fails, the error has what the command has printed.
func command(ctx context.Context, dir string, words ...string) error {
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(words, " "), err, out)
	}
	return nil
}
