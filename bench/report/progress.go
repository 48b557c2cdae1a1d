package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"sync/atomic"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// measureAll runs every experiment, and shows its progress on w.
func measureAll(r *results, list []experiment, w *os.File) error {
	start, finish := newProgress(w, len(list))
	defer finish()
	for i, e := range list {
		start(i, e.name)
		if err := e.run(r); err != nil {
			return fmt.Errorf("%s: %w", e.name, err)
		}
		debug.FreeOSMemory() // so that the next experiment gets new memory, as the first one does
	}
	return nil
}

// newProgress shows progress on w, as a bar if w is a terminal, and otherwise as plain lines. The caller must
// call start before each experiment, and finish at the end.
func newProgress(w *os.File, count int) (start func(done int, name string), finish func()) {
	if !term.IsTerminal(int(w.Fd())) {
		return func(done int, name string) { fmt.Fprintf(w, "%d of %d: %s\n", done+1, count, name) }, func() {}
	}
	var current atomic.Value // the bar is drawn in a goroutine of its own
	current.Store("")
	p := mpb.New(mpb.WithOutput(w), mpb.WithWidth(40))
	bar := p.AddBar(int64(count),
		mpb.PrependDecorators(decor.CountersNoUnit("%d of %d ")),
		mpb.AppendDecorators(decor.Any(func(decor.Statistics) string { return " " + current.Load().(string) })))
	start = func(done int, name string) {
		current.Store(name)
		bar.SetCurrent(int64(done))
	}
	finish = func() {
		bar.Abort(true) // does nothing to a full bar; without it, Wait would never return after an error
		p.Wait()
	}
	return start, finish
}
