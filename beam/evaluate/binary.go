package evaluate

import (
	"encoding"
	"encoding/binary"
	"math"

	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// version is the first byte of an encoding.
const version = 1

// AppendBinary implements encoding.BinaryAppender. Totals of the same lists have the same encoding, on every machine. The
// error is always nil.
func (t *Totals) AppendBinary(b []byte) ([]byte, error) {
	b = binary.AppendUvarint(append(b, version), uint64(t.Lists))
	b = appendPart(b, &t.Loss)
	b = binary.AppendUvarint(b, uint64(len(t.Metrics)))
	for i, m := range t.Metrics {
		b = append(b, byte(m.Kind))
		b = binary.AppendVarint(b, int64(m.K))
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.Threshold))
		b = appendPart(b, &t.Means[i])
	}
	return b, nil
}

// MarshalBinary implements encoding.BinaryMarshaler. It returns what AppendBinary appends.
func (t *Totals) MarshalBinary() ([]byte, error) { return t.AppendBinary(nil) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler: it replaces t by the Totals that data was made of. If data is damaged or
// truncated, or of another version, the error is loss.ErrCorrupt and t stays as it is.
func (t *Totals) UnmarshalBinary(data []byte) error {
	d := decoder{rest: data}
	if d.byte() != version {
		return loss.ErrCorrupt
	}
	var u Totals
	lists := d.uvarint()
	u.Lists = int64(lists)
	d.part(&u.Loss)
	for range d.uvarint() {
		m := Metric{Kind: metric.Kind(d.byte()), K: int(d.varint()), Threshold: math.Float32frombits(d.uint32())}
		var mean metric.Total
		d.part(&mean)
		if d.corrupt {
			return loss.ErrCorrupt
		}
		u.Metrics, u.Means = append(u.Metrics, m), append(u.Means, mean)
	}
	if d.corrupt || len(d.rest) > 0 || lists > math.MaxInt64 {
		return loss.ErrCorrupt
	}
	*t = u
	return nil
}

// appendPart appends an encoding behind its length.
func appendPart(b []byte, part encoding.BinaryAppender) []byte {
	encoded, _ := part.AppendBinary(nil) // the errors of loss and metric are always nil
	return append(binary.AppendUvarint(b, uint64(len(encoded))), encoded...)
}

// A decoder takes values from the beginning of rest. After damaged data all its values are 0.
type decoder struct {
	rest    []byte
	corrupt bool
}

// take returns the next n bytes, or nil if there are fewer.
func (d *decoder) take(n uint64) []byte {
	if d.corrupt || uint64(len(d.rest)) < n {
		d.corrupt = true
		return nil
	}
	taken := d.rest[:n]
	d.rest = d.rest[n:]
	return taken
}

func (d *decoder) byte() byte {
	if b := d.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (d *decoder) uint32() uint32 {
	if b := d.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (d *decoder) uvarint() uint64 {
	v, n := binary.Uvarint(d.rest)
	d.skip(n)
	return v
}

func (d *decoder) varint() int64 {
	v, n := binary.Varint(d.rest)
	d.skip(n)
	return v
}

// skip leaves n bytes out. A number that is not above 0 says that they are damaged.
func (d *decoder) skip(n int) {
	if n <= 0 {
		d.corrupt = true
		return
	}
	d.take(uint64(n))
}

func (d *decoder) part(p encoding.BinaryUnmarshaler) {
	encoded := d.take(d.uvarint())
	if d.corrupt || p.UnmarshalBinary(encoded) != nil {
		d.corrupt = true
	}
}
