package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/marginrank/marginrank/gen/internal/module"
)

// A tree is a copy of the module.
type tree struct{ root string }

// newTree copies the module at root, without folders whose names begin with a dot, and without this command,
// whose test fails with every mutant.
func newTree(root string) (*tree, error) {
	if err := module.CheckRoot(root); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return nil, err
	}
	t := &tree{dir}
	if err := errors.Join(copyFolders(dir, root), os.RemoveAll(t.path("gen/mutate"))); err != nil {
		t.remove()
		return nil, err
	}
	return t, nil
}

func copyFolders(to, from string) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := e.Name()
		switch {
		case e.IsDir() && !strings.HasPrefix(name, "."):
			err = os.CopyFS(filepath.Join(to, name), os.DirFS(filepath.Join(from, name)))
		case e.Type().IsRegular():
			var text []byte
			if text, err = os.ReadFile(filepath.Join(from, name)); err == nil {
				err = os.WriteFile(filepath.Join(to, name), text, 0o644)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tree) remove() { os.RemoveAll(t.root) }

func (t *tree) path(name string) string { return filepath.Join(t.root, filepath.FromSlash(name)) }

// apply applies a mutant. undo restores the file.
func (t *tree) apply(m mutant) (undo func() error, err error) {
	text, err := os.ReadFile(t.path(m.file))
	if err != nil {
		return nil, err
	}
	mutated, err := m.mutate(text)
	if err != nil {
		return nil, err
	}
	undo = func() error { return os.WriteFile(t.path(m.file), text, 0o644) }
	return undo, os.WriteFile(t.path(m.file), mutated, 0o644)
}

// mutate returns the text with the mistake. It returns an error if the old text does not occur as often as
// expected, since the mutant might then change another place.
func (m mutant) mutate(text []byte) ([]byte, error) {
	if n := bytes.Count(text, []byte(m.old)); n != m.count() {
		return nil, fmt.Errorf("%s holds the old text %d times, not %d", m.file, n, m.count())
	}
	return bytes.ReplaceAll(text, []byte(m.old), []byte(m.new)), nil
}
