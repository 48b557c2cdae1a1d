package total

import (
	"encoding/binary"
	"math"

	"github.com/marginrank/marginrank/internal/exact"
)

// version is the first byte of an encoding.
const version = 1

// AppendBinary appends the encoding of t: the version, three sums, three counts as varints, and a checksum. Totals of the same losses
// have the same encoding.
func (t *Total) AppendBinary(b []byte) []byte {
	from := len(b)
	b = append(b, version)
	for _, sum := range [...]*exact.Sum{&t.Losses, &t.Lists, &t.Weights} {
		b = sum.AppendBinary(b)
	}
	for _, count := range [...]int64{t.Pairs, t.Active, t.Wrong} {
		b = binary.AppendUvarint(b, uint64(count))
	}
	return exact.Seal(b, from)
}

// DecodeBinary returns the total whose encoding data is. It reports whether data is one.
func DecodeBinary(data []byte) (t Total, ok bool) {
	if data, ok = exact.Unseal(data); !ok || len(data) == 0 || data[0] != version {
		return Total{}, false
	}
	data = data[1:]
	for _, sum := range [...]*exact.Sum{&t.Losses, &t.Lists, &t.Weights} {
		if *sum, data, ok = exact.DecodeBinary(data); !ok {
			return Total{}, false
		}
	}
	for _, count := range [...]*int64{&t.Pairs, &t.Active, &t.Wrong} {
		v, n := binary.Uvarint(data)
		if n <= 0 || v > math.MaxInt64 || n > 1 && data[n-1] == 0 { // the last: not the shortest varint
			return Total{}, false
		}
		*count, data = int64(v), data[n:]
	}
	if len(data) > 0 || t.Active > t.Pairs || t.Wrong > t.Pairs {
		return Total{}, false
	}
	return t, true
}
