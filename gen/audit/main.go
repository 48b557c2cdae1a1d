// Command audit reads the emitted kernels of a package as text, and finds mistakes that running them may not show:
//
//	go run github.com/marginrank/marginrank/gen/audit FOLDER
//
// It audits all kernels in FOLDER and below it, together with the Go around them. Without FOLDER, it audits the current
// folder. Each finding is a line with a file, a line number and the name of the check. The exit status is 1 if there are
// findings, and 2 if there is nothing that could be read.
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
	root, below, err := module(folder)
	if err != nil {
		return false, err
	}
	p, err := audit.Read(os.DirFS(root), below)
	if err != nil {
		return false, err
	}
	for _, c := range audit.Checks {
		list := c.Run(p)
		for _, f := range list {
			f.File = filepath.Join(root, filepath.FromSlash(f.File))
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

// module returns the root of the module of a folder, and the folder's path below the root.
func module(folder string) (root, below string, err error) {
	full, err := filepath.Abs(folder)
	if err != nil {
		return "", "", err
	}
	below = "."
	for root = folder; ; root, full = filepath.Join(root, ".."), filepath.Dir(full) {
		if _, err := os.Stat(filepath.Join(full, "go.mod")); err == nil {
			return root, below, nil
		}
		if full == filepath.Dir(full) {
			return "", "", fmt.Errorf("no go.mod in %s or above it", folder)
		}
		below = path.Join(filepath.Base(full), below)
	}
}
