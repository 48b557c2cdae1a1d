package main

import (
	"fmt"
	"io"
	"os"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// lines is the number of lines of progress that are written if the output is not a terminal.
const lines = 5

// newProgress shows progress on w, as a bar if w is a terminal, and otherwise as plain lines. The caller must
// call step after each of total steps, and finish at the end, even after an error.
func newProgress(w *os.File, title string, total int) (step, finish func()) {
	if !term.IsTerminal(int(w.Fd())) {
		return lineProgress(w, title, total), func() {}
	}
	p := mpb.New(mpb.WithOutput(w), mpb.WithWidth(60))
	bar := p.AddBar(int64(total),
		mpb.PrependDecorators(decor.Name(title+" ")),
		mpb.AppendDecorators(decor.CountersNoUnit("%d/%d "), decor.AverageETA(decor.ET_STYLE_GO)))
	return bar.Increment, func() {
		bar.Abort(true) // does nothing to a full bar; without it, Wait would never return after an error
		p.Wait()
	}
}

func lineProgress(w io.Writer, title string, total int) (step func()) {
	done, every := 0, max(1, total/lines)
	return func() {
		if done++; done%every == 0 || done == total {
			fmt.Fprintf(w, "%s %d/%d\n", title, done, total)
		}
	}
}
