package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// lines is how many lines of progress go to what is not a terminal.
const lines = 10

// newProgress returns what to call after each epoch and, also if there was an error, at the end of the training: a bar
// on a terminal, plain lines elsewhere.
func newProgress(w *output, epochs int) (report func(epoch int, trainingLoss float64), finish func() error) {
	f, ok := w.to.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return lineProgress(w, epochs), func() error { return nil }
	}
	if width, _, err := term.GetSize(int(f.Fd())); err != nil || width == 0 {
		return barProgress(w, epochs) // on a *os.File the bar would take the width of 0 as it is
	}
	return barProgress(f, epochs)
}

func barProgress(w io.Writer, epochs int) (report func(int, float64), finish func() error) {
	var last atomic.Uint64 // the bits of the loss: the bar is drawn in a goroutine of its own
	// Only a *os.File shows the library that it is a terminal.
	p := mpb.New(mpb.WithOutput(w), mpb.ForceTTY(), mpb.WithAutoRefresh(), mpb.WithRefreshRate(50*time.Millisecond))
	pb := p.New(int64(epochs), mpb.BarStyle().Lbound("").Filler("█").Tip("").Padding("░").Rbound(""),
		mpb.BarWidth(barWidth),
		mpb.PrependDecorators(decor.Any(func(s decor.Statistics) string {
			if s.Current == 0 {
				return "" // no loss yet
			}
			return fmt.Sprintf("loss %.4f %3d%%", math.Float64frombits(last.Load()), 100*s.Current/s.Total)
		})),
		mpb.AppendDecorators(decor.CountersNoUnit("(%d/%d)")),
	)
	report = func(_ int, trainingLoss float64) {
		last.Store(math.Float64bits(trainingLoss))
		pb.Increment()
	}
	finish = func() error {
		pb.Abort(false) // does nothing to a full bar; Wait would wait for one that an error stopped
		p.Wait()
		return p.Error
	}
	return report, finish
}

func lineProgress(w io.Writer, epochs int) func(int, float64) {
	width := len(fmt.Sprint(epochs))
	every := max(1, epochs/lines)
	return func(epoch int, trainingLoss float64) {
		if epoch == 1 || epoch%every == 0 || epoch == epochs {
			fmt.Fprintf(w, "epoch %*d of %d  loss %.4f\n", width, epoch, epochs, trainingLoss)
		}
	}
}
