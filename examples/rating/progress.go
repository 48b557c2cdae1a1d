package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// lines is how many lines of progress go to what is not a terminal.
const lines = 10

// newProgress returns what to call after each epoch: a bar on a terminal, plain lines elsewhere.
func newProgress(w io.Writer, epochs int) func(epoch int, loss float64) {
	if isTerminal(w) {
		return barProgress(w, epochs)
	}
	return lineProgress(w, epochs)
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func barProgress(w io.Writer, epochs int) func(int, float64) {
	pb := progressbar.NewOptions(epochs,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetWidth(barWidth),
		progressbar.OptionSetTheme(progressbar.Theme{Saucer: "█", SaucerPadding: "░"}),
		progressbar.OptionThrottle(50*time.Millisecond),
		progressbar.OptionShowCount(),
		progressbar.OptionOnCompletion(func() { fmt.Fprintln(w) }),
	)
	return func(_ int, loss float64) {
		pb.Describe(fmt.Sprintf("loss %.4f", loss))
		pb.Add(1)
	}
}

func lineProgress(w io.Writer, epochs int) func(int, float64) {
	width := len(fmt.Sprint(epochs))
	every := max(1, epochs/lines)
	return func(epoch int, loss float64) {
		if epoch == 1 || epoch%every == 0 || epoch == epochs {
			fmt.Fprintf(w, "epoch %*d of %d  loss %.4f\n", width, epoch, epochs, loss)
		}
	}
}
