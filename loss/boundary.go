package loss

import "fmt"

// A Boundary says whether a pair exactly on the margin, with u = margin - y·(x1 - x2) equal to 0, is active.
// Its loss is 0 in any case. The zero value is Inclusive.
type Boundary uint8

const (
	// Inclusive makes pairs with u >= 0 active: a pair on the margin passes its gradient. PyTorch does so up
	// to version 2.13.
	Inclusive Boundary = iota
	// Exclusive makes pairs with u > 0 active: a pair on the margin passes no gradient. PyTorch does so from
	// version 2.14 on. With margin 0, equal scores then have no gradient, so a model that begins with equal
	// scores never starts to learn.
	Exclusive
)

var boundaries = [...]string{Inclusive: "inclusive", Exclusive: "exclusive"}

// String returns the name of b in lower case.
func (b Boundary) String() string {
	if int(b) < len(boundaries) {
		return boundaries[b]
	}
	return fmt.Sprintf("Boundary(%d)", uint8(b))
}

// MarshalText implements encoding.TextMarshaler.
func (b Boundary) MarshalText() ([]byte, error) {
	if int(b) < len(boundaries) {
		return []byte(boundaries[b]), nil
	}
	return nil, boundaryError(b.String())
}

// UnmarshalText implements encoding.TextUnmarshaler. It takes what String returns.
func (b *Boundary) UnmarshalText(text []byte) error {
	for boundary, name := range boundaries {
		if string(text) == name {
			*b = Boundary(boundary)
			return nil
		}
	}
	return boundaryError(string(text))
}

// boundaryError is the error of a word that names no boundary.
func boundaryError(word string) error {
	return fmt.Errorf("%w: %s is neither inclusive nor exclusive", ErrBoundary, word)
}
