package catalogue

// The order of a sum, the same on every tier. A chunk of Chunk terms h, the last one padded
// with +0, is added as Rows rows of Row terms:
//
//	a[l]    = (h[l] + h[l+16]) + (h[l+32] + h[l+48])    l = 0..15
//	b[l]    = a[l] + a[l+8]                             l = 0..7
//	lane[l] = lane[l] + b[l]
//
// a and b are in compute precision, the lanes float64. In the end lanes are added in halves.
// Span bounds one call, and so the time that the garbage collector may have to wait.
const (
	Lanes = 8
	Row   = 16
	Rows  = 4
	Chunk = Rows * Row
	Span  = 256 * Chunk
)
