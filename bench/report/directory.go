package main

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"

	"github.com/marginrank/marginrank/internal/output"
)

// These are the files of a report.
const (
	pageFile    = "report.html"
	tableFile   = "report.md"
	summaryFile = "summary.md" // the part that README.md shows
	samplesFile = "report.json"
	chartFile   = "chart" // .svg and .png
	listsFile   = "lists" // .svg and .png
)

// reportFiles lists all files that write may make.
var reportFiles = []string{pageFile, tableFile, summaryFile, samplesFile, chartFile + ".svg", chartFile + ".png", listsFile + ".svg", listsFile + ".png"}

// reports is the folder with the reports of all CPUs, relative to the root of a clone.
var reports = filepath.Join("docs", "report")

// clone returns the root of the repository from which this program was built, wherever it runs. It returns "" if
// that is not known.
func clone() string {
	_, file, _, ok := runtime.Caller(0)
	if !ok || !filepath.IsAbs(file) { // built with -trimpath
		return ""
	}
	return root(filepath.Dir(file))
}

// root returns the root of the clone that contains dir: the nearest folder from dir upwards that has reports. It
// returns "" if there is none.
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

// folder returns the folder for a report: the one that -o names, or else the CPU's folder in the clone if the
// report is complete. For a partial report it returns "", which stands for a temporary folder.
func (o options) folder(clone, cpu string) (string, error) {
	switch {
	case o.dir != "" || o.partial():
		return o.dir, nil
	case clone == "":
		return "", errors.New("the clone that this was built from is not known: -o says where the report goes")
	}
	return filepath.Join(clone, reports, cpu), nil
}

// directory makes the folder of a report, or a temporary one if name is empty, and returns its name. It returns
// an error if the files of a report could not be written there, so that the program ends before it measures for
// minutes. A report in the folder does not change until write replaces it.
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
