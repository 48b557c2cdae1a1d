package loss

// Boundary says what a pair exactly on the margin does.
type Boundary uint8

const (
	Inclusive Boundary = iota // u >= 0 is active and passes its gradient: PyTorch up to 2.13
	Exclusive                 // u > 0: PyTorch from 2.14 on
)
