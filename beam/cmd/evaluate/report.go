package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"

	"github.com/marginrank/marginrank/beam/evaluate"
)

func init() { register.DoFn2x1[context.Context, *evaluate.Totals, error](&writeFn{}) }

// writeFn writes the report to a file: whoever runs it may be another process than the one that prints it.
type writeFn struct{ File string }

func (f *writeFn) ProcessElement(ctx context.Context, t *evaluate.Totals) error {
	fs, err := filesystem.New(ctx, f.File)
	if err != nil {
		return err
	}
	defer fs.Close()
	return filesystem.Write(ctx, fs, f.File, []byte(report(t)))
}

func report(t *evaluate.Totals) string {
	var b strings.Builder
	line := func(name string, value any) { fmt.Fprintf(&b, "%-14s%v\n", name, value) }
	line("queries", t.Lists)
	line("pairs", t.Loss.Pairs())
	line("active pairs", t.Loss.Active())
	line("wrong pairs", t.Loss.Wrong())
	line("loss", t.Loss.Mean())
	for i, m := range t.Metrics {
		line(m.String(), t.Means[i].Mean())
	}
	return b.String()
}

// local reports whether the pipeline runs in this process.
func local() bool {
	return (*runners.Runner == "" || *runners.Runner == "prism") && *jobopts.Endpoint == ""
}

// reportFile returns the file for the report and a function that removes it if nobody asked for it.
func reportFile() (name string, done func(), err error) {
	if *output != "" {
		return *output, func() {}, nil
	}
	if !local() {
		return "", nil, errors.New("evaluate wants -output where a runner is given: a file that its workers can write, such as gs://bucket/report.txt")
	}
	folder, err := os.MkdirTemp("", "evaluate")
	return filepath.Join(folder, "report.txt"), func() { os.RemoveAll(folder) }, err
}

// printReport prints the report that a worker has written.
func printReport(ctx context.Context, out io.Writer, name string) error {
	if *jobopts.Async {
		_, err := fmt.Fprintln(out, "the report will be in", name)
		return err
	}
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer fs.Close()
	text, err := filesystem.Read(ctx, fs, name)
	if err != nil {
		return err
	}
	_, err = out.Write(text)
	return err
}
