package main

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"

	"github.com/marginrank/marginrank/gen/internal/audit"
)

func main() {
	folder := "."
	if len(os.Args) > 1 {
		folder = os.Args[1]
	}
	if len(os.Args) > 2 {
		fmt.Fprintln(os.Stderr, "usage: audit [FOLDER]")
		os.Exit(2)
	}
	found, err := run(os.Stdout, folder)
	if err != nil {
		fmt.Fprintln(os.Stderr, "audit:", err)
		os.Exit(2)
	}
	if found {
		os.Exit(1)
	}
}

// run audits the kernels in a folder and reports whether there are findings. It writes the findings, or what has been read.
func run(to io.Writer, folder string) (found bool, err error) {
	top, below, err := root(folder)
	if err != nil {
		return false, err
	}
	p, err := audit.Read(os.DirFS(top), below)
	if err != nil {
		return false, err
	}
	for _, c := range audit.Checks {
		list := c.Run(p)
		for _, f := range list {
			f.File = filepath.Join(top, filepath.FromSlash(f.File))
			fmt.Fprintf(to, "%s [%s]\n", f, c.Name)
		}
		if len(list) > 0 {
			fmt.Fprintf(to, "\t%s: %s.\n", c.Name, c.Why)
			found = true
		}
	}
	if !found {
		fmt.Fprintf(to, "%s; checks: %d, all passed\n", p, len(audit.Checks))
	}
	return found, nil
}

// root returns the nearest folder above that has a go.work or, if there is none, a go.mod, and the path of the given
// folder below it. What the kernels' package imports must be below it, too.
func root(folder string) (root, below string, err error) {
	for _, name := range []string{"go.work", "go.mod"} {
		if root, below, err = above(folder, name); err == nil {
			return root, below, nil
		}
	}
	return "", "", err
}

// above returns the nearest folder above that has a file, and the path of the given folder below it.
func above(folder, name string) (root, below string, err error) {
	full, err := filepath.Abs(folder)
	if err != nil {
		return "", "", err
	}
	below = "."
	for root = folder; ; root, full = filepath.Join(root, ".."), filepath.Dir(full) {
		if _, err := os.Stat(filepath.Join(full, name)); err == nil {
			return root, below, nil
		}
		if full == filepath.Dir(full) {
			return "", "", fmt.Errorf("no %s in %s or above it", name, folder)
		}
		below = path.Join(filepath.Base(full), below)
	}
}
