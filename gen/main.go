package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/marginrank/marginrank/gen/internal/emitted"
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
	return emitted.Write(root, folders, all)
}
