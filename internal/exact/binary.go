package exact

import (
	"encoding/binary"
	"math/bits"
)

// The encoding of a Sum is a byte of flags, the numbers of the lowest limb that is not 0 and of limbs, and the limbs, little
// endian, of the absolute value. Sums of the same value have the same encoding. A sum that is not finite has no limbs: what else was
// added to it does not matter any more.
const (
	belowZero    = 8
	mostAbsolute = 2099 + 64 // bits of the largest absolute value that is decoded: 2^64 values of any magnitude
)

// AppendBinary appends the encoding of s.
func (s *Sum) AppendBinary(b []byte) []byte {
	switch s.special {
	case 0:
	case plusInf, minusInf:
		return append(b, byte(s.special), 0, 0)
	default:
		return append(b, byte(nan), 0, 0)
	}
	flags, diff := byte(0), s.positive
	if diff.subtract(&s.negative) {
		flags |= belowZero
		diff = s.negative
		diff.subtract(&s.positive)
	}
	lo, hi := 0, limbCount
	for hi > 0 && diff[hi-1] == 0 {
		hi--
	}
	for lo < hi && diff[lo] == 0 {
		lo++
	}
	if lo == hi {
		lo, hi = 0, 0
	}
	b = append(b, flags, byte(lo), byte(hi-lo))
	for _, limb := range diff[lo:hi] {
		b = binary.LittleEndian.AppendUint64(b, limb)
	}
	return b
}

// DecodeBinary returns the sum at the beginning of data, and the rest of data. It reports whether data begins
// with an encoding that AppendBinary makes, of a sum of at most 2^64 values: then no number of merges that a
// program can do overflows.
func DecodeBinary(data []byte) (s Sum, rest []byte, ok bool) {
	if len(data) < 3 {
		return s, nil, false
	}
	flags, lo, n := data[0], int(data[1]), int(data[2])
	data = data[3:]
	if n == 0 {
		switch special(flags) {
		case 0, plusInf, minusInf, nan:
			s.special = special(flags)
			return s, data, lo == 0
		}
		return s, nil, false
	}
	if flags&^belowZero != 0 || lo+n > limbCount || len(data) < 8*n {
		return s, nil, false
	}
	side := s.side(flags != 0)
	for i := range n {
		side[lo+i] = binary.LittleEndian.Uint64(data[8*i:])
	}
	if side[lo] == 0 || side[lo+n-1] == 0 || side[0]&1 != 0 || 64*(lo+n-1)+bits.Len64(side[lo+n-1]) > mostAbsolute {
		return Sum{}, nil, false
	}
	return s, data[8*n:], true
}
