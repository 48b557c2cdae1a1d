package losstest

import (
	"bytes"
	"errors"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"unsafe"

	"github.com/marginrank/marginrank/loss"
)

// A Region says where in the memory of a case an array lies. Arrays may overlap.
type Region struct {
	Name    string
	Present bool
	Output  bool
	Offset  int // in bytes
	Length  int // in elements
	Size    int // of an element in bytes
}

func (r *Region) End() int { return r.Offset + r.Length*r.Size }

// The arrays of a call, in the order of their placement.
const (
	inX1 = iota
	inX2
	inY
	inSigns
	inWeights
	inMargins
	inUpstream
	OutDst
	outX1
	outX2
	OutY
)

// A Layout says where all arrays of a call lie.
type Layout struct {
	Regions [11]Region
	Bytes   int // the size of the memory, with a gap around every array
}

// Gap is the distance in bytes between arrays that do not overlap.
const Gap = 64

// NewLayout places the arrays of a call with n pairs. The lowest two bits of kind choose the kind of labels, and
// the next two bits say whether the pairs have weights and margins. Each array takes three bytes of places: which
// other array it overlaps, by how many bytes it is moved, and by how much its length is wrong.
func NewLayout[T loss.Float](m Method, kind, choice uint8, n int, places []byte) Layout {
	element := int(unsafe.Sizeof(*new(T)))
	l := Layout{Bytes: Gap}
	for i, r := range [11]Region{
		inX1:       {Name: "X1", Present: true, Size: element},
		inX2:       {Name: "X2", Present: true, Size: element},
		inY:        {Name: "Y", Present: kind%4 == 0 || kind%4 == 3, Size: element},
		inSigns:    {Name: "Signs", Present: kind%4 == 1 || kind%4 == 3, Size: 1},
		inWeights:  {Name: "Weights", Present: kind&4 != 0, Size: element},
		inMargins:  {Name: "Margins", Present: kind&8 != 0, Size: element},
		inUpstream: {Name: "upstream", Present: m.Grads && m.Reduction == loss.None, Size: element},
		OutDst:     {Name: "dst", Present: m.Loss && m.Reduction == loss.None, Size: element, Output: true},
		outX1:      {Name: "Grads.X1", Present: m.Grads && choice&WantX1 != 0, Size: element, Output: true},
		outX2:      {Name: "Grads.X2", Present: m.Grads && choice&WantX2 != 0, Size: element, Output: true},
		OutY:       {Name: "Grads.Y", Present: m.Grads && choice&WantY != 0, Size: element, Output: true},
	} {
		var place [3]byte
		copy(place[:], places[min(3*i, len(places)):])
		r.Length = n
		if off := int(int8(place[2])); off != 0 && -4 <= off && off <= 4 {
			r.Length = max(n+off, 0)
		}
		r.Offset = Possible(l.Bytes + int(place[1]%Gap))
		if on := int(place[0]) - 1; 0 <= on && on < i && l.Regions[on].Present {
			r.Offset = Possible(max(l.Regions[on].Offset+int(int8(place[1])), 0))
		}
		l.Regions[i] = r
		if r.Present {
			l.Bytes = max(l.Bytes, r.End()+Gap)
		}
	}
	return l
}

// Memory makes the memory that all calls of a case begin with. fill makes an element from the bytes that next
// returns: first those of values, then random bytes.
func (l *Layout) Memory(values []byte, fill func(in *Region, element []byte, next func() byte)) []byte {
	memory := bytes.Repeat([]byte{canary}, l.Bytes)
	hash := fnv.New64a()
	hash.Write(values)
	random := rand.New(rand.NewPCG(hash.Sum64(), 0))
	next := func() byte {
		if len(values) == 0 {
			return byte(random.Uint32())
		}
		b := values[0]
		values = values[1:]
		return b
	}
	for i := range l.Regions {
		if r := &l.Regions[i]; r.Present && !r.Output {
			for at := r.Offset; at < r.End(); at += r.Size {
				fill(r, memory[at:at+r.Size], next)
			}
		}
	}
	return memory
}

// FillElement makes a score, label, weight, margin or upstream gradient: a special value, a small number, or
// arbitrary bits.
func (d DType[T]) FillElement(r *Region, element []byte, next func() byte) {
	b := int(next())
	if r.Name == "Signs" {
		element[0] = byte(b)
		return
	}
	var pattern uint64
	switch {
	case b < len(specials):
		pattern = d.Bits(d.Element(d.Round(specials[b])))
	case b < 0xa0:
		pattern = d.Bits(d.Element(float64(b-0x60) / 4))
	default:
		for range element {
			pattern = pattern<<8 | uint64(next())
		}
	}
	v := d.FromBits(pattern)
	if r.Name == "Weights" && b%8 != 7 { // most weights are not negative
		v = d.Element(math.Abs(d.Value(v)))
	}
	*(*T)(unsafe.Pointer(&element[0])) = v
}

// Errors lists the errors that a call may return, one for each fault of its arguments.
func (l *Layout) Errors() []error {
	var list []error
	n := l.Regions[inX1].Length
	if l.Regions[inY].Present && l.Regions[inSigns].Present {
		list = append(list, loss.ErrLabels)
	}
	for _, r := range l.Regions {
		if r.Present && r.Length != n {
			list = append(list, loss.ErrLength)
		}
	}
	if l.overlaps() {
		list = append(list, loss.ErrOverlap)
	}
	return list
}

// overlaps reports whether a byte of an output also belongs to another array. An input that is exactly the same
// array does not count. It compares the arrays byte by byte.
func (l *Layout) overlaps() bool {
	for i, out := range l.Regions {
		if !out.Present || !out.Output {
			continue
		}
		owned := map[int]bool{}
		for at := out.Offset; at < out.End(); at++ {
			owned[at] = true
		}
		for j, other := range l.Regions {
			if i == j || !other.Present {
				continue
			}
			same := other.Offset == out.Offset && other.Size == out.Size && !other.Output
			for at := other.Offset; at < other.End(); at++ {
				if owned[at] && !same {
					return true
				}
			}
		}
	}
	return false
}

// View returns the arrays of a case in memory, which is a copy of what Memory made.
func View[T loss.Float](l *Layout, memory []byte) (b Batch[T], r Result[T]) {
	array := func(i int) []T { return ViewOf[T](l.Regions[i], memory) }
	b.Pairs = loss.Pairs[T]{X1: array(inX1), X2: array(inX2), Y: array(inY), Signs: ViewOf[int8](l.Regions[inSigns], memory),
		Weights: array(inWeights), Margins: array(inMargins)}
	b.Upstream = array(inUpstream)
	r.Dst = array(OutDst)
	r.Grads = loss.Grads[T]{X1: array(outX1), X2: array(outX2), Y: array(OutY)}
	return b, r
}

func ViewOf[E any](r Region, memory []byte) []E {
	if !r.Present {
		return nil
	}
	return unsafe.Slice((*E)(unsafe.Pointer(&memory[r.Offset])), r.Length)
}

// IsOneOf reports whether err is, or wraps, an error in list.
func IsOneOf(err error, list []error) bool {
	return slices.ContainsFunc(list, func(e error) bool { return errors.Is(err, e) })
}
