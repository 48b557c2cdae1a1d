package exact

import "encoding/binary"

// An encoding of sums ends with a checksum, so that damage on the way does not become another sum.
const sealBytes = 4

// Seal appends the checksum of b[from:] to b.
func Seal(b []byte, from int) []byte {
	return binary.LittleEndian.AppendUint32(b, checksum(b[from:]))
}

// Unseal returns data without its checksum, and reports whether that is right.
func Unseal(data []byte) (body []byte, ok bool) {
	n := len(data) - sealBytes
	if n < 0 || checksum(data[:n]) != binary.LittleEndian.Uint32(data[n:]) {
		return nil, false
	}
	return data[:n], true
}

// checksum is FNV-1a. Package hash/fnv would allocate, and hash/crc32 adds 10 KiB to every program. Each step is invertible, so a change of one byte always changes it; other changes go unnoticed once in 2^32.
func checksum(data []byte) uint32 {
	sum := uint32(2166136261)
	for _, b := range data {
		sum = (sum ^ uint32(b)) * 16777619
	}
	return sum
}
