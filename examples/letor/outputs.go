package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// checkOutputs returns an error if a file cannot be written: training would be in vain if only its end told. An output must
// not be an input, or the other output.
func (o *options) checkOutputs() error {
	used := map[string]string{} // options by their files
	for _, in := range [][2]string{{"-train", o.train}, {"-valid", o.valid}, {"-test", o.test}, {"-weights", o.weights}} {
		if in[1] != "" {
			used[fileOf(in[1])] = in[0]
		}
	}
	for _, out := range [][2]string{{"-save", o.save}, {"-plot", o.plot}} {
		if out[1] == "" {
			continue
		}
		if _, err := os.Stat(filepath.Dir(out[1])); err != nil {
			return fmt.Errorf("%s: %w", out[0], err)
		}
		file := fileOf(out[1])
		if other, ok := used[file]; ok {
			return fmt.Errorf("%s would overwrite the file of %s, %s", out[0], other, out[1])
		}
		used[file] = out[0]
	}
	return nil
}

// fileOf is the same for all paths to a file.
func fileOf(path string) string {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	return path
}
