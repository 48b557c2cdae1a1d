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

// lines is the number of lines that report progress if the output is not a terminal.
const lines = 10

// newProgress shows progress on w, as a bar if w is a terminal, and otherwise as plain lines. The caller must
// call report after each epoch, and finish at the end of the training, even after an error.
func newProgress(w *output, epochs int) (report func(epoch int, trainingLoss float64), finish func() error) {
	f, ok := w.to.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return lineProgress(w, epochs), func() error { return nil }
	}
	if width, _, err := term.GetSize(int(f.Fd())); err != nil || width == 0 {
		return barProgress(w, epochs) // if it got f, the library would use the terminal's width of 0
	}
	return barProgress(f, epochs)
}

func barProgress(w io.Writer, epochs int) (report func(int, float64), finish func() error) {
	var last atomic.Uint64 // the bits of the loss, which is atomic because the bar has a goroutine of its own
	// Tell the library that w is a terminal, which it could only see of an *os.File.
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
		pb.Abort(false) // does nothing to a full bar; without it, Wait would never return after an error
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
