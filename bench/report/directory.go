package main

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"

	"github.com/marginrank/marginrank/internal/output"
)

// The files of a report.
const (
	pageFile    = "report.html"
	tableFile   = "report.md"
	summaryFile = "summary.md" // what README.md shows of it
	samplesFile = "report.json"
	chartFile   = "chart" // .svg and .png
	listsFile   = "lists" // the same
)

// reportFiles are all that write may make.
var reportFiles = []string{pageFile, tableFile, summaryFile, samplesFile, chartFile + ".svg", chartFile + ".png", listsFile + ".svg", listsFile + ".png"}

// reports is where the reports of all CPUs are, below the root of a clone.
var reports = filepath.Join("docs", "report")

// clone is the root of the repository that this program was built from, wherever it is run; "" if that is not known.
func clone() string {
	_, file, _, ok := runtime.Caller(0)
	if !ok || !filepath.IsAbs(file) { // with -trimpath
		return ""
	}
	return root(filepath.Dir(file))
}

// root is the nearest folder with reports from dir upwards, which is a clone of the repository; "" if there is none.
func root(dir string) string {
	for {
		if info, err := os.Stat(filepath.Join(dir, reports)); err == nil && info.IsDir() {
			return dir
		}
		above := filepath.Dir(dir)
		if above == dir {
			return ""
		}
		dir = above
	}
}

// folder is where a report goes: where -o says; a whole one to the CPU's folder in the clone; a part of one to a temporary
// folder, "".
func (o options) folder(clone, cpu string) (string, error) {
	switch {
	case o.dir != "" || o.partial():
		return o.dir, nil
	case clone == "":
		return "", errors.New("the clone that this was built from is not known: -o says where the report goes")
	}
	return filepath.Join(clone, reports, cpu), nil
}

// directory makes the folder of a report, a temporary one if it has no name, and sees that its files can be written:
// before anything is measured, which takes minutes. Where a report is, it stays until write replaces it.
func directory(name string) (string, error) {
	if name == "" {
		return os.MkdirTemp("", "marginrank-report-")
	}
	if err := os.MkdirAll(name, 0o755); err != nil {
		return "", err
	}
	for _, file := range reportFiles {
		if err := output.Check(filepath.Join(name, file)); err != nil {
			return "", err
		}
	}
	return name, nil
}
