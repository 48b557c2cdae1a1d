package loss

import "fmt"

// A Reduction says what becomes of the losses of a batch: their mean, their sum, or one loss per pair. The
// zero value is Mean, as in PyTorch.
type Reduction uint8

const (
	Mean Reduction = iota // the sum of the losses, divided by the number of pairs
	Sum                   // the sum of the losses
	None                  // the loss of each pair
)

var reductions = [...]string{Mean: "mean", Sum: "sum", None: "none"}

// ParseReduction returns the Reduction that PyTorch calls s: mean, sum, none, or the deprecated
// elementwise_mean. Any other word is an ErrReduction.
func ParseReduction(s string) (Reduction, error) {
	if s == "elementwise_mean" {
		return Mean, nil
	}
	for r, name := range reductions {
		if s == name {
			return Reduction(r), nil
		}
	}
	return 0, wordError(s)
}

// A wordError is a word that names no reduction. The text of the error is PyTorch's.
type wordError string

func (e wordError) Error() string { return string(e) + " is not a valid value for reduction" }
func (e wordError) Unwrap() error { return ErrReduction }

// String returns the word that PyTorch has for r.
func (r Reduction) String() string {
	if int(r) < len(reductions) {
		return reductions[r]
	}
	return fmt.Sprintf("Reduction(%d)", uint8(r))
}

// MarshalText implements encoding.TextMarshaler.
func (r Reduction) MarshalText() ([]byte, error) {
	if int(r) < len(reductions) {
		return []byte(reductions[r]), nil
	}
	return nil, wordError(r.String())
}

// UnmarshalText implements encoding.TextUnmarshaler. It takes what ParseReduction takes.
func (r *Reduction) UnmarshalText(text []byte) error {
	parsed, err := ParseReduction(string(text))
	if err == nil {
		*r = parsed
	}
	return err
}

// LegacyReduction returns the reduction that PyTorch's arguments size_average and reduce stand for. As in
// PyTorch, a nil argument counts as true. If reduce is false, the reduction is None. Otherwise it is Mean if
// sizeAverage is true, and Sum if it is false.
//
// Deprecated: use a Reduction. PyTorch has deprecated both arguments; if either is given, they override its
// argument reduction.
func LegacyReduction(sizeAverage, reduce *bool) Reduction {
	switch {
	case reduce != nil && !*reduce:
		return None
	case sizeAverage != nil && !*sizeAverage:
		return Sum
	}
	return Mean
}
