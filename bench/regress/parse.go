package main

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/perf/benchfmt"
)

// A timing is a result of a benchmark.
type timing struct {
	name    string // as -test.bench knows it: without the number of processors
	seconds float64
}

// parse returns the timings that a test binary has printed.
func parse(r io.Reader) ([]timing, error) {
	var list []timing
	reader := benchfmt.NewReader(r, "benchmark output")
	for reader.Scan() {
		switch record := reader.Result().(type) {
		case *benchfmt.Result:
			seconds, ok := record.Value("sec/op")
			if !ok {
				return nil, fmt.Errorf("%s has no ns/op", record.Name)
			}
			list = append(list, timing{benchmarkName(record.Name), seconds})
		case *benchfmt.SyntaxError:
			return nil, record
		}
	}
	return list, reader.Err()
}

func benchmarkName(full benchfmt.Name) string {
	base, parts := full.Parts()
	name := "Benchmark" + string(base)
	for _, p := range parts {
		if !strings.HasPrefix(string(p), "-") {
			name += string(p)
		}
	}
	return name
}
