package catalogue

// The order of a reduction, the same on every tier. A chunk of Chunk terms is
// added as Rows rows of Lanes: lane l takes (h[l] + h[l+16]) + (h[l+32] + h[l+48])
// in compute precision, then adds that to a float64. A short chunk is padded with
// +0 terms. Span bounds one call, and so the time the collector may have to wait.
const (
	Lanes = 16
	Rows  = 4
	Chunk = Rows * Lanes
	Span  = 256 * Chunk
)
