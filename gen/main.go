// Command gen writes packages asm and generated: the kernels and their dispatcher.
//
//	go generate ./...      # from the root of the module
//	go run ./gen -list     # the catalogue as a table
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

//go:generate go run . -root ..

func main() {
	list := flag.Bool("list", false, "print the catalogue and write nothing")
	root := flag.String("root", ".", "root `directory` of the module")
	flag.Parse()
	if *list {
		printCatalogue(os.Stdout)
		return
	}
	if err := write(*root, files()); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// write makes the emitted folders hold the given files and nothing else.
func write(root string, files map[string][]byte) error {
	for _, folder := range folders {
		old, err := filepath.Glob(filepath.Join(root, folder, "*.*"))
		if err != nil {
			return err
		}
		for _, path := range old {
			if name, err := filepath.Rel(root, path); err == nil && files[filepath.ToSlash(name)] == nil && emitted(path) {
				if err := os.Remove(path); err != nil {
					return err
				}
			}
		}
		if err := os.MkdirAll(filepath.Join(root, folder), 0o755); err != nil {
			return err
		}
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(root, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
