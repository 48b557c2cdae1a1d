package catalogue

// These constants are the order of a sum, which is the same on every tier. A chunk has Chunk terms h, in Rows
// rows of Row terms. The last chunk is padded with +0. A chunk is added like this:
//
//	a[l]    = (h[l] + h[l+16]) + (h[l+32] + h[l+48])    l = 0..15
//	b[l]    = a[l] + a[l+8]                             l = 0..7
//	lane[l] = lane[l] + b[l]
//
// a and b are in compute precision, and the lanes are float64. In the end the lanes are added in halves. Span is
// the largest number of pairs of a call. It limits the time for which the garbage collector may have to wait.
const (
	Lanes = 8
	Row   = 16
	Rows  = 4
	Chunk = Rows * Row
	Span  = 256 * Chunk
)
