package gomlx

import (
	"errors"
	"fmt"
)

// The errors of this package, beside those of package loss, for errors.Is. What is returned wraps one of them and names
// the label, the shapes or the dtypes.
//
// Functions that build graphs have no error to return. They panic with it, as GoMLX's own do, and the Trainer and the
// Loop return it from there.
var (
	// ErrColumns: the columns name a label twice, lack one that is needed, or have one that is of no use there, or a
	// batch has fewer labels than there are columns.
	ErrColumns = errors.New("gomlx: invalid columns")
	// ErrShape: a label or the scores have another shape than the rest of the batch asks for.
	ErrShape = errors.New("gomlx: invalid shape")
	// ErrDType: a label or the scores have another dtype than the one that is needed.
	ErrDType = errors.New("gomlx: invalid dtype")
	// ErrPrefetched: a batch was asked for before the one before was used and freed, so its scores would be those of
	// weights that are about to change.
	ErrPrefetched = errors.New("gomlx: batch asked for before the one before was used")
)

// invalid wraps one of the errors with what is wrong.
func invalid(err error, format string, args ...any) error {
	return fmt.Errorf("%w: %s", err, fmt.Sprintf(format, args...))
}
