package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"time"
)

const (
	// These tests compare with recorded results, most of them digests. They show that something has changed, but
	// not that it is wrong.
	skipped = `^(TestFresh|TestList|TestSameBits|TestSame\w*Everywhere)$`

	timeout  = 10 * time.Minute
	emulator = "qemu-aarch64-static"
)

var (
	staticPackages  = []string{"./gen/..."}
	runningPackages = []string{"./internal/...", "./loss"}
)

// A machine is a machine on which tests run: this one, or an emulated arm64.
type machine struct {
	goarch string
	flags  []string // flags for go test
}

var host = machine{goarch: runtime.GOARCH}

// machineFor returns the machine that a tier's tests need.
func machineFor(tier string) machine {
	if tier == "neon" && runtime.GOARCH != "arm64" {
		return machine{"arm64", []string{"-short", "-exec", emulator}}
	}
	return host
}

// baseline runs the tests without a mutant, and returns the tiers that the tests reached. On arm64 it only checks
// that tests can run.
func (t *tree) baseline(ctx context.Context, list []mutant) (tiers map[string]bool, err error) {
	o, err := t.test(ctx, host, append(staticPackages, runningPackages...))
	if err == nil && len(o.failed) > 0 {
		err = fmt.Errorf("the tests fail without a mutant: %v", o.failed)
	}
	if err != nil {
		return nil, err
	}
	tiers = o.tiers
	if m := machineFor("neon"); m.goarch != host.goarch && needs(list, "neon") {
		if _, err := exec.LookPath(emulator); err != nil {
			return tiers, nil
		}
		o, err := t.test(ctx, m, []string{"-run", tiersTest, "./loss"})
		if err != nil {
			return nil, err
		}
		tiers["neon"] = o.tiers["neon"]
	}
	return tiers, nil
}

func needs(list []mutant, tier string) bool {
	for _, m := range list {
		if m.tier == tier {
			return true
		}
	}
	return false
}

// try applies a mutant, runs the generator, and runs the tests.
func (t *tree) try(ctx context.Context, m mutant, tiers map[string]bool) (r result) {
	r.mutant = m
	undo, err := t.apply(m)
	if err != nil {
		r.err = err
		return r
	}
	defer func() { r.err = errors.Join(r.err, undo()) }()

	on := machineFor(m.tier)
	if r.err = t.command(ctx, host, "run", "./gen"); r.err != nil {
		return r
	}
	if r.err = t.command(ctx, on, "build", "./loss"); r.err != nil {
		return r
	}
	var static, running outcomes
	var errs [2]error
	var both sync.WaitGroup
	both.Go(func() { static, errs[0] = t.test(ctx, host, staticPackages) })
	if r.notRun = m.tier != "" && !tiers[m.tier]; !r.notRun {
		both.Go(func() { running, errs[1] = t.test(ctx, on, runningPackages) })
	}
	both.Wait()
	r.static, r.running, r.err = static.failed, running.failed, errors.Join(errs[:]...)
	return r
}

// test runs go test, which runs each package up to its first failure. A failing test is not an error.
func (t *tree) test(ctx context.Context, on machine, args []string) (outcomes, error) {
	flags := []string{"test", "-json", "-failfast", "-skip", skipped, "-timeout", timeout.String()}
	cmd, cancel := t.goCommand(ctx, on, append(append(flags, on.flags...), args...))
	defer cancel()
	var events, messages bytes.Buffer
	cmd.Stdout, cmd.Stderr = &events, &messages
	failed := cmd.Run()
	o, err := read(&events)
	if err == nil && failed != nil && len(o.failed) == 0 {
		err = fmt.Errorf("go test: %w\n%s", failed, messages.Bytes())
	}
	return o, err
}

// command runs the go command on the copy.
func (t *tree) command(ctx context.Context, on machine, args ...string) error {
	cmd, cancel := t.goCommand(ctx, on, args)
	defer cancel()
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go %s: %w\n%s", args[0], err, out)
	}
	return nil
}

func (t *tree) goCommand(ctx context.Context, on machine, args []string) (*exec.Cmd, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(ctx, timeout+time.Minute) // longer than the timeout of go test
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = t.root
	cmd.Env = append(os.Environ(), "GOARCH="+on.goarch, "GOWORK=off", "MARGINRANK_TIER=")
	// If go is interrupted, it stops the tests that it has started. If it was killed, they would go on.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	return cmd, cancel
}
