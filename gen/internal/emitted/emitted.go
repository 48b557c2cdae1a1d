// Package emitted writes the files that a generator makes, and removes those that it does not make any more.
package emitted

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// Write writes files, which are named by slash-separated paths relative to root, and removes all other emitted files from the folders.
// It returns an error, and writes nothing, if one of the files exists and is not an emitted one.
func Write(root string, folders []string, files map[string][]byte) error {
	names := slices.Sorted(maps.Keys(files))
	for _, name := range names {
		file := filepath.Join(root, filepath.FromSlash(name))
		if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) && !is(file) {
			return fmt.Errorf("%s exists, and no generator has written it", file)
		}
	}
	for _, folder := range folders {
		if err := os.MkdirAll(filepath.Join(root, folder), 0o755); err != nil {
			return err
		}
		old, err := os.ReadDir(filepath.Join(root, folder))
		if err != nil {
			return err
		}
		for _, entry := range old {
			file := filepath.Join(root, folder, entry.Name())
			if files[path.Join(folder, entry.Name())] == nil && entry.Type().IsRegular() && is(file) {
				if err := os.Remove(file); err != nil {
					return err
				}
			}
		}
	}
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(root, filepath.FromSlash(name)), files[name], 0o644); err != nil {
			return err
		}
	}
	return nil
}

// is reports whether a generator has written a file.
func is(file string) bool {
	text, err := os.ReadFile(file)
	return err == nil && bytes.Contains(text, []byte("DO NOT EDIT."))
}
