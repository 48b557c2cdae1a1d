package catalogue

// A Move converts items to cells or back, or elements from one precision to another. While a call with pairs by
// index adds up gradients, an item is a cell: its gradient and its score in compute precision, which are the real
// and the imaginary part of a complex number.
type Move int

const (
	Fill        Move = iota // makes cells of scores, with gradients of 0
	Drain                   // rounds the gradients of cells
	WidenSlice              // converts elements of 16 bits to float32
	NarrowSlice             // rounds float32 to elements of 16 bits
)

// Moves lists every move.
var Moves = []Move{Fill, Drain, WidenSlice, NarrowSlice}

// Serves reports whether the move exists for an element type.
func (m Move) Serves(d *DType) bool { return m <= Drain || d.Bytes < d.Compute.Bytes() }

// MoveTurn is the number of items per turn of a move in assembly, which does only whole turns.
const MoveTurn = 16

// Streams reports whether a move may store past the caches.
func (m Move) Streams() bool { return m == Fill }

// Name returns the name of the dispatcher's function.
func (m Move) Name(d *DType) string {
	return [...]string{"Fill", "Drain", "WidenSlice", "NarrowSlice"}[m] + d.Name
}

// Variant returns the name of the function for a tier.
func (m Move) Variant(d *DType, t Tier) string { return m.Name(d) + t.Name }

// Moves reports whether the tier has moves in assembly.
func (t Tier) Moves() bool { return t.GOARCH == "amd64" }
