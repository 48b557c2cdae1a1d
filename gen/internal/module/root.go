package module

import (
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/mod/modfile"
)

// Path is the path of the module for which the generator writes.
const Path = "github.com/marginrank/marginrank"

// CheckRoot returns an error unless dir is the root of the module.
func CheckRoot(dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return fmt.Errorf("not the root of module %s: %w", Path, err)
	}
	if path := modfile.ModulePath(text); path != Path {
		return fmt.Errorf("not the root of module %s: %s is the root of module %q", Path, dir, path)
	}
	return nil
}
