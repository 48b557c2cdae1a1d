package catalogue

// A Move brings items to cells or back, or from one precision to another. A cell is an item while a call with pairs by index
// adds up gradients: its gradient and its score in compute precision, as the real and the
// imaginary part of a complex number. Moves compute nothing but conversions.
type Move int

const (
	Fill        Move = iota // cells of scores, with gradients of 0
	Drain                   // gradients of cells, rounded
	WidenSlice              // elements of 16 bits as float32
	NarrowSlice             // float32, rounded to elements of 16 bits
)

// Moves lists every move.
var Moves = []Move{Fill, Drain, WidenSlice, NarrowSlice}

// Serves reports whether there is the move for an element type.
func (m Move) Serves(d *DType) bool { return m <= Drain || d.Bytes < d.Compute.Bytes() }

// MoveTurn is the number of items of which a move in assembly does multiples.
const MoveTurn = 16

// Streams reports whether a move may store around the caches.
func (m Move) Streams() bool { return m == Fill }

// Name is that of the dispatcher's function.
func (m Move) Name(d *DType) string {
	return [...]string{"Fill", "Drain", "WidenSlice", "NarrowSlice"}[m] + d.Name
}

// Variant is the name for a tier.
func (m Move) Variant(d *DType, t Tier) string { return m.Name(d) + t.Name }

// Moves reports whether the tier has moves in assembly.
func (t Tier) Moves() bool { return t.GOARCH == "amd64" }
