package output

import (
	"errors"
	"io/fs"
	"os"
)

// Check returns an error unless os.WriteFile can write the named file. It does not change an existing file, and
// leaves no new file behind.
func Check(name string) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err == nil {
		return f.Close()
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if f, err = os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600); err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(name))
}
