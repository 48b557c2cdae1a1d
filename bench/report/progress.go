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

// measureAll runs every experiment, and tells w how far it is.
func measureAll(r *results, list []experiment, w *os.File) error {
	start, finish := newProgress(w, len(list))
	defer finish()
	for i, e := range list {
		start(i, e.name)
		if err := e.run(r); err != nil {
			return fmt.Errorf("%s: %w", e.name, err)
		}
		debug.FreeOSMemory() // the next arrays are fresh, too
	}
	return nil
}

// newProgress returns what to call before each experiment and at the end: a bar on a terminal, plain lines elsewhere.
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
		bar.Abort(true) // does nothing to a full bar; Wait would wait for another
		p.Wait()
	}
	return start, finish
}
