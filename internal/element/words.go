package element

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/race"
)

// Bits is an unsigned integer that holds the bits of an element.
type Bits interface {
	uint8 | uint16 | uint32 | uint64
}

// Differences returns the bits in which at least one value differs from the pattern.
func Differences[B Bits](tier cpuid.Tier, values []B, pattern B) B {
	all := uint64(0)
	head, words, tail := inWords(values)
	repeated := uint64(pattern) * (^uint64(0) / uint64(^B(0)))
	for len(words) >= generated.WordsTurn { // in calls of at most a span, to keep calls into assembly short
		n := min(len(words), generated.Span) &^ (generated.WordsTurn - 1)
		w := generated.Words{In: unsafe.SliceData(words), N: n, Pattern: repeated}
		race.Read(unsafe.Pointer(w.In), 8*n)
		generated.Differ(tier, &w)
		all |= w.Found
		words = words[n:]
	}
	for _, w := range words {
		all |= w ^ repeated
	}
	for size := 8 * unsafe.Sizeof(pattern); size < 64; size *= 2 {
		all |= all >> size
	}
	found := B(all)
	for _, v := range head {
		found |= v ^ pattern
	}
	for _, v := range tail {
		found |= v ^ pattern
	}
	return found
}

// AllSigns reports whether all values are 1 or -1. It looks at eight values at a time.
func AllSigns(values []int8) bool {
	const lowest, middle = 0x0101010101010101, 0x7e7e7e7e7e7e7e7e
	// A byte is 1 or -1 if its lowest bit is set and the other seven bits are equal to each other.
	all, unlike := ^uint64(0), uint64(0)
	head, words, tail := inWords(values)
	for ; len(words) >= 4; words = words[4:] {
		w := (*[4]uint64)(words)
		all &= w[0] & w[1] & w[2] & w[3]
		unlike |= (w[0] ^ w[0]>>1) | (w[1] ^ w[1]>>1) | ((w[2] ^ w[2]>>1) | (w[3] ^ w[3]>>1))
	}
	for _, w := range words {
		all &= w
		unlike |= w ^ w>>1
	}
	wrong := unlike&middle | ^all&lowest
	for _, v := range head {
		wrong |= uint64((v + 1) &^ 2)
	}
	for _, v := range tail {
		wrong |= uint64((v + 1) &^ 2)
	}
	return wrong == 0
}

// inWords cuts values into three parts. The middle part has as many words of 64 bits as possible, at addresses
// that are multiples of 8. It is empty if values is too short or has no element at such an address.
func inWords[E any](values []E) (head []E, words []uint64, tail []E) {
	address, size := uintptr(unsafe.Pointer(unsafe.SliceData(values))), unsafe.Sizeof(*new(E))
	before := int(-address % 8 / size)
	if len(values) < before || (address+uintptr(before)*size)%8 > 0 {
		return values, nil, nil
	}
	rest := values[before:]
	n := len(rest) * int(size) / 8
	if n == 0 {
		return values, nil, nil
	}
	words = unsafe.Slice((*uint64)(unsafe.Pointer(unsafe.SliceData(rest))), n)
	return values[:before], words, rest[n*8/int(size):]
}
