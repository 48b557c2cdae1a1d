package loss_test

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"

	"github.com/marginrank/marginrank/loss"
)

// FuzzIndexed makes one call of any kind with pairs by index: any element type, label kind,
// lengths, indices and overlap of the gradient, on any values. Every tier must return the
// errors that the rules ask for and write nothing, or give what the contract says, the
// same bits on all tiers, and write nothing else.
func FuzzIndexed(f *testing.F) {
	for i := range 24 {
		f.Add(uint8(i), uint8(i/4), uint16([]int{0, 1, 2, 9, 64, 200}[i%6]), uint16([]int{1, 63, 64, 65, 513, 0}[i%6]), margins[i%len(margins)], 1.0, uint8(0), int16(0), int32(0), []byte{byte(i)})
	}
	f.Add(uint8(0), uint8(0), uint16(20), uint16(20), 0.5, -2.0, uint8(1), int16(0), int32(0), []byte{1})  // in Scores
	f.Add(uint8(1), uint8(0), uint16(20), uint16(20), 0.5, -2.0, uint8(2), int16(0), int32(0), []byte{2})  // in Y
	f.Add(uint8(2), uint8(0), uint16(20), uint16(20), 0.5, -2.0, uint8(1), int16(2), int32(0), []byte{3})  // in a part of Scores
	f.Add(uint8(3), uint8(1), uint16(20), uint16(20), 0.5, -2.0, uint8(3), int16(1), int32(0), []byte{4})  // in a part of I
	f.Add(uint8(0), uint8(2), uint16(20), uint16(80), 0.5, 1.0, uint8(0), int16(0), int32(20), []byte{5})  // an index too large
	f.Add(uint8(1), uint8(2), uint16(900), uint16(80), 0.5, 1.0, uint8(0), int16(0), int32(-1), []byte{6}) // one too small

	f.Fuzz(func(t *testing.T, dtype, labels uint8, items, n uint16, margin, upstream float64, on uint8, shift int16, wrong int32, values []byte) {
		c := fuzzedIndexed{labels % 4, int(items % 1000), int(n % 700), margin, upstream, on % 6, int(shift % 64), wrong, values}
		switch dtype % 4 {
		case 0:
			testFuzzedIndexed(t, typeFloat32, c)
		case 1:
			testFuzzedIndexed(t, typeFloat64, c)
		case 2:
			testFuzzedIndexed(t, typeFloat16, c)
		case 3:
			testFuzzedIndexed(t, typeBFloat16, c)
		}
	})
}

type fuzzedIndexed struct {
	labels           uint8
	items, n         int
	margin, upstream float64
	on               uint8 // the array that grad overlaps, if any
	shift            int   // by how many bytes it is moved there
	wrong            int32 // the value of one index, unless 0
	values           []byte
}

// The arrays of such a call.
const (
	atScores = iota
	atI
	atJ
	atY
	atSigns
	atGrad
)

func testFuzzedIndexed[T loss.Float](t *testing.T, d dtype[T], c fuzzedIndexed) {
	if c.items == 0 {
		c.n = 0
	}
	size := int(unsafe.Sizeof(*new(T)))
	regions := [...]region{
		atScores: {name: "Scores", present: true, size: size, length: c.items},
		atI:      {name: "I", present: true, size: 4, length: c.n},
		atJ:      {name: "J", present: true, size: 4, length: c.n},
		atY:      {name: "Y", present: c.labels == 0 || c.labels == 3, size: size, length: c.n},
		atSigns:  {name: "Signs", present: c.labels == 1 || c.labels == 3, size: 1, length: c.n},
		atGrad:   {name: "grad", present: true, output: true, size: size, length: c.items},
	}
	end := gap
	for i := range regions {
		r := &regions[i]
		r.offset = end
		if other := int(c.on) - 1; i == atGrad && other >= 0 && regions[other].present {
			r.offset = possible(regions[other].offset + c.shift)
		}
		end = max(end, possible(r.end()+gap+7))
	}
	l := layout{bytes: end}
	copy(l.regions[:], regions[:])
	before := l.memory(c.values, func(r *region, element []byte, next func() byte) {
		if r.name == "I" || r.name == "J" {
			*(*int32)(unsafe.Pointer(&element[0])) = int32((int(next())<<8 | int(next())) % c.items)
			return
		}
		d.fillElement(r, element, next)
	})
	b, _ := viewIndexed[T](&l, before)
	random := rand.New(rand.NewPCG(uint64(c.n), uint64(c.items)))
	if c.wrong != 0 && c.n > 0 {
		[]([]int32){b.pairs.I, b.pairs.J}[random.IntN(2)][random.IntN(c.n)] = c.wrong
	}
	b.margin, b.scalar, b.reduction = c.margin, c.upstream, loss.Reduction(len(c.values)%2)
	errs := indexedErrors(&l, b)
	var want indexedResult[T]
	if len(errs) == 0 {
		want = d.indexed(b)
	}
	for _, tier := range tiers() {
		after := place[byte](l.bytes, 0)
		copy(after, before)
		b, grad := viewIndexed[T](&l, after)
		b.margin, b.scalar, b.reduction = c.margin, c.upstream, loss.Reduction(len(c.values)%2)
		r := indexedResult[T]{grad: grad}
		var err error
		r.loss, err = on(tier, b.criterion()).ForwardBackwardIndexed(grad, b.pairs, b.scalar)
		got := outcome{err: err, loss: math.Float64bits(r.loss), memory: after}
		wrong := got.checkError(errs, before)
		if wrong == "" && len(errs) == 0 {
			wrong = d.differs(want, r)
		}
		if wrong == "" {
			wrong = got.checkMemory(&l, before)
		}
		if wrong != "" {
			t.Fatalf("%v, margin %v, upstream %v: %s\n%+v", tier, c.margin, c.upstream, wrong, regions)
		}
		if got := bytes.Clone(before); len(errs) == 0 || !errors.Is(errs[0], loss.ErrOverlap) {
			b, _ := viewIndexed[T](&l, got)
			b.margin, b.scalar, b.reduction = c.margin, c.upstream, loss.Reduction(len(c.values)%2)
			value, err := on(tier, b.criterion()).ForwardIndexed(b.pairs)
			if (err == nil) != (len(errs) == 0) || err == nil && math.Float64bits(value) != math.Float64bits(want.loss) {
				t.Fatalf("%v: ForwardIndexed gives %v, %v; want %v or one of %v", tier, value, err, want.loss, errs)
			}
		}
	}
}

// viewIndexed returns the arrays in a copy of a case's memory.
func viewIndexed[T loss.Float](l *layout, memory []byte) (b indexedBatch[T], grad []T) {
	r := l.regions
	b.pairs = loss.IndexedPairs[T]{Scores: viewOf[T](r[atScores], memory), I: viewOf[int32](r[atI], memory), J: viewOf[int32](r[atJ], memory),
		Y: viewOf[T](r[atY], memory), Signs: viewOf[int8](r[atSigns], memory)}
	return b, viewOf[T](r[atGrad], memory)
}

// indexedErrors lists those that a call may return: ErrOverlap is first.
func indexedErrors[T loss.Float](l *layout, b indexedBatch[T]) []error {
	var list []error
	grad := l.regions[atGrad]
	for at, r := range l.regions[:atGrad] {
		shared := r.present && grad.offset < r.end() && r.offset < grad.end() && r.length > 0 && grad.length > 0
		same := r.offset == grad.offset && r.length == grad.length && (at == atScores || at == atY)
		if shared && !same {
			list = append(list, loss.ErrOverlap)
		}
	}
	if b.pairs.Y != nil && b.pairs.Signs != nil {
		list = append(list, loss.ErrLabels)
	}
	for k := range b.pairs.I {
		for _, i := range []int32{b.pairs.I[k], b.pairs.J[k]} {
			if i < 0 || int(i) >= len(b.pairs.Scores) {
				list = append(list, loss.ErrIndex)
			}
		}
	}
	return list
}
