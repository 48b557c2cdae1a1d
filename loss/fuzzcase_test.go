package loss_test

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

// A region is where an array lies in a case's memory. Arrays may overlap.
type region struct {
	name    string
	present bool
	output  bool
	offset  int // in bytes
	length  int // in elements
	size    int // of an element
}

func (r *region) end() int { return r.offset + r.length*r.size }

// The arrays of a call, in the order of their placement.
const (
	inX1 = iota
	inX2
	inY
	inSigns
	inWeights
	inMargins
	inUpstream
	outDst
	outX1
	outX2
	outY
)

// A layout says where all arrays of a call lie.
type layout struct {
	regions [11]region
	bytes   int // in all, with a gap around every array
}

// gap is the distance of arrays that don't overlap.
const gap = 64

// newLayout places the arrays of a call with n pairs. The lower two bits of kind are that
// of the labels, the next two give the pairs weights and margins. Three bytes of places belong
// to each: what it overlaps, by how much it is moved, by how much its length is off.
func newLayout[T loss.Float](m method, kind, choice uint8, n int, places []byte) layout {
	element := int(unsafe.Sizeof(*new(T)))
	l := layout{bytes: gap}
	for i, r := range [11]region{
		inX1:       {name: "X1", present: true, size: element},
		inX2:       {name: "X2", present: true, size: element},
		inY:        {name: "Y", present: kind%4 == 0 || kind%4 == 3, size: element},
		inSigns:    {name: "Signs", present: kind%4 == 1 || kind%4 == 3, size: 1},
		inWeights:  {name: "Weights", present: kind&4 != 0, size: element},
		inMargins:  {name: "Margins", present: kind&8 != 0, size: element},
		inUpstream: {name: "upstream", present: m.grads && m.reduction == loss.None, size: element},
		outDst:     {name: "dst", present: m.loss && m.reduction == loss.None, size: element, output: true},
		outX1:      {name: "Grads.X1", present: m.grads && choice&wantX1 != 0, size: element, output: true},
		outX2:      {name: "Grads.X2", present: m.grads && choice&wantX2 != 0, size: element, output: true},
		outY:       {name: "Grads.Y", present: m.grads && choice&wantY != 0, size: element, output: true},
	} {
		var place [3]byte
		copy(place[:], places[min(3*i, len(places)):])
		r.length = n
		if off := int(int8(place[2])); off != 0 && -4 <= off && off <= 4 {
			r.length = max(n+off, 0)
		}
		r.offset = possible(l.bytes + int(place[1]%gap))
		if on := int(place[0]) - 1; 0 <= on && on < i && l.regions[on].present {
			r.offset = possible(max(l.regions[on].offset+int(int8(place[1])), 0))
		}
		l.regions[i] = r
		if r.present {
			l.bytes = max(l.bytes, r.end()+gap)
		}
	}
	return l
}

// memory makes the bytes that all calls of a case begin with. Values take what they
// need of the given bytes, then go on at random.
func (l *layout) memory(values []byte, fill func(in *region, element []byte, next func() byte)) []byte {
	memory := bytes.Repeat([]byte{canary}, l.bytes)
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
	for i := range l.regions {
		if r := &l.regions[i]; r.present && !r.output {
			for at := r.offset; at < r.end(); at += r.size {
				fill(r, memory[at:at+r.size], next)
			}
		}
	}
	return memory
}

// fillElement makes a score, label or upstream gradient: one of the specials, a
// small number, or any bits.
func (d dtype[T]) fillElement(r *region, element []byte, next func() byte) {
	b := int(next())
	if r.name == "Signs" {
		element[0] = byte(b)
		return
	}
	var bits uint64
	switch {
	case b < len(specials):
		bits = d.bits(d.element(d.round(specials[b])))
	case b < 0xa0:
		bits = d.bits(d.element(float64(b-0x60) / 4))
	default:
		for range element {
			bits = bits<<8 | uint64(next())
		}
	}
	v := d.fromBits(bits)
	if r.name == "Weights" && b%8 != 7 { // most are not negative
		v = d.element(math.Abs(d.value(v)))
	}
	*(*T)(unsafe.Pointer(&element[0])) = v
}

// errors lists those that a call may return: all that is wrong with it.
func (l *layout) errors() []error {
	var list []error
	n := l.regions[inX1].length
	if l.regions[inY].present && l.regions[inSigns].present {
		list = append(list, loss.ErrLabels)
	}
	for _, r := range l.regions {
		if r.present && r.length != n {
			list = append(list, loss.ErrLength)
		}
	}
	if l.overlaps() {
		list = append(list, loss.ErrOverlap)
	}
	return list
}

// overlaps reports whether a byte of an output belongs to another array too, byte by
// byte, unless that is an input and exactly the same array.
func (l *layout) overlaps() bool {
	for i, out := range l.regions {
		if !out.present || !out.output {
			continue
		}
		owned := map[int]bool{}
		for at := out.offset; at < out.end(); at++ {
			owned[at] = true
		}
		for j, other := range l.regions {
			if i == j || !other.present {
				continue
			}
			same := other.offset == out.offset && other.size == out.size && !other.output
			for at := other.offset; at < other.end(); at++ {
				if owned[at] && !same {
					return true
				}
			}
		}
	}
	return false
}

// view returns the arrays in a copy of a case's memory.
func view[T loss.Float](l *layout, memory []byte) (b batch[T], r result[T]) {
	array := func(i int) []T { return viewOf[T](l.regions[i], memory) }
	b.pairs = loss.Pairs[T]{X1: array(inX1), X2: array(inX2), Y: array(inY), Signs: viewOf[int8](l.regions[inSigns], memory),
		Weights: array(inWeights), Margins: array(inMargins)}
	b.upstream = array(inUpstream)
	r.dst = array(outDst)
	r.Grads = loss.Grads[T]{X1: array(outX1), X2: array(outX2), Y: array(outY)}
	return b, r
}

func viewOf[E any](r region, memory []byte) []E {
	if !r.present {
		return nil
	}
	return unsafe.Slice((*E)(unsafe.Pointer(&memory[r.offset])), r.length)
}

// isOneOf reports whether err is, or wraps, one of list.
func isOneOf(err error, list []error) bool {
	return slices.ContainsFunc(list, func(e error) bool { return errors.Is(err, e) })
}
