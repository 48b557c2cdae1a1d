package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

const (
	// soon is the size of files of whose reading nobody needs to be told.
	soon = 8 << 20
	// someBytes is how often lines tell of a file whose size is not known.
	someBytes = 64 << 20
)

// newProgress returns a reader of the same bytes that tells w how far it is in a file of that size, 0 if nobody knows:
// with a bar on a terminal, in lines elsewhere. After finish, also after an error, w is free for others.
func newProgress(w io.Writer, name string, size int64, in io.Reader) (out io.Reader, finish func()) {
	name = filepath.Base(name)
	if size > 0 && size < soon {
		return in, func() {}
	}
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return &lines{in: in, to: w, name: name, size: size}, func() {}
	}
	if width, _, err := term.GetSize(int(f.Fd())); err != nil || width == 0 {
		w = struct{ io.Writer }{f} // on a *os.File the bar would take the width of 0 as it is
	}
	return bar(w, name, size, in)
}

func bar(w io.Writer, name string, size int64, in io.Reader) (out io.Reader, finish func()) {
	// Only a *os.File shows the library that it is a terminal.
	p := mpb.New(mpb.WithOutput(w), mpb.ForceTTY(), mpb.WithAutoRefresh(), mpb.WithRefreshRate(50*time.Millisecond))
	var filler mpb.BarFillerBuilder = mpb.NopStyle()
	before, after := decor.CurrentKibiByte("% .0f"), decor.AverageSpeed(decor.SizeB1024(0), " % .0f")
	if size > 0 {
		filler = mpb.BarStyle().Lbound("").Filler("█").Tip("").Padding("░").Rbound("")
		before, after = decor.CountersKibiByte("% .0f of % .0f "), decor.AverageETA(decor.ET_STYLE_GO)
	}
	b := p.New(size, filler, mpb.BarWidth(32), mpb.PrependDecorators(decor.Name(name+" "), before), mpb.AppendDecorators(after))
	out, err := b.ProxyReader(in)
	if err != nil {
		panic(err) // the bar is new
	}
	return out, func() {
		b.Abort(false) // does nothing to a full bar; Wait would wait for one that an error stopped
		p.Wait()
	}
}

// lines is a reader that writes a line after every tenth of a file, or after every 64 MiB.
type lines struct {
	in         io.Reader
	to         io.Writer
	name       string
	size       int64 // 0: nobody knows
	read, told int64 // bytes; parts of the file
}

func (l *lines) Read(p []byte) (n int, err error) {
	n, err = l.in.Read(p)
	l.read += int64(n)
	if l.size == 0 {
		if part := l.read / someBytes; part > l.told {
			l.told = part
			fmt.Fprintf(l.to, "%s: %d MiB read\n", l.name, l.read>>20)
		}
	} else if part := 10 * l.read / l.size; part > l.told {
		l.told = part
		fmt.Fprintf(l.to, "%s: %d %% of %d MiB read\n", l.name, 10*part, l.size>>20)
	}
	return n, err
}
