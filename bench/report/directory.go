package main

import (
	"os"
	"path/filepath"

	"github.com/marginrank/marginrank/internal/output"
)

// The files of a report.
const (
	pageFile    = "report.html"
	tableFile   = "report.md"
	samplesFile = "report.json"
	chartFile   = "chart" // .svg and .png
	listsFile   = "lists" // the same
)

// reportFiles are all that write may make.
var reportFiles = []string{pageFile, tableFile, samplesFile, chartFile + ".svg", chartFile + ".png", listsFile + ".svg", listsFile + ".png"}

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
