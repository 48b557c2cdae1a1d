package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/marginrank/marginrank/gen/internal/module"
)

//go:generate go run . -root ..

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is main with its arguments and outputs as parameters. It returns the exit status.
func run(args []string, stdout, stderr io.Writer) int {
	fs := flag.NewFlagSet("gen", flag.ContinueOnError)
	fs.SetOutput(stderr)
	list := fs.Bool("list", false, "print the catalogue and write nothing")
	root := fs.String("root", ".", "root `directory` of the module")
	err := fs.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2 // Parse has said why
	case fs.NArg() > 0:
		fmt.Fprintf(stderr, "gen: unexpected argument %q\n", fs.Arg(0))
		return 2
	case *list:
		printCatalogue(stdout)
		return 0
	}
	if err := generate(*root); err != nil {
		fmt.Fprintln(stderr, "gen:", err)
		return 1
	}
	return 0
}

// generate writes the emitted files of the module at root, and nothing anywhere else.
func generate(root string) error {
	if err := module.CheckRoot(root); err != nil {
		return err
	}
	all, err := files()
	if err != nil {
		return err
	}
	return write(root, all)
}

// write writes the files, and removes all other emitted files from the folders.
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
