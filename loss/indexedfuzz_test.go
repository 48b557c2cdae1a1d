package loss_test

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"

	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// FuzzIndexed makes one call of any kind with pairs by index: any element type, label kind,
// lengths, indices and overlap of the gradient, on any values. Every tier must return the
// errors that the rules ask for and write nothing, or give what the contract says, the
// same bits on all tiers, and write nothing else.
func FuzzIndexed(f *testing.F) {
	for i := range 24 {
		f.Add(uint8(i), uint8(i/4), uint16([]int{0, 1, 2, 9, 64, 200}[i%6]), uint16([]int{1, 63, 64, 65, 513, 0}[i%6]), losstest.Margins[i%len(losstest.Margins)], 1.0, uint8(0), int16(0), int32(0), []byte{byte(i)})
	}
	f.Add(uint8(0), uint8(0), uint16(20), uint16(20), 0.5, -2.0, uint8(1), int16(0), int32(0), []byte{1})  // in Scores
	f.Add(uint8(1), uint8(0), uint16(20), uint16(20), 0.5, -2.0, uint8(4), int16(0), int32(0), []byte{2})  // in Y
	f.Add(uint8(2), uint8(0), uint16(20), uint16(20), 0.5, -2.0, uint8(1), int16(2), int32(0), []byte{3})  // in a part of Scores
	f.Add(uint8(3), uint8(1), uint16(20), uint16(20), 0.5, -2.0, uint8(3), int16(1), int32(0), []byte{4})  // in a part of I
	f.Add(uint8(0), uint8(14), uint16(20), uint16(20), 0.5, 1.0, uint8(6), int16(0), int32(0), []byte{5})  // in Weights
	f.Add(uint8(2), uint8(13), uint16(20), uint16(20), 0.5, 1.0, uint8(7), int16(0), int32(0), []byte{6})  // in Margins
	f.Add(uint8(2), uint8(5), uint16(20), uint16(20), 0.5, 1.0, uint8(6), int16(4), int32(0), []byte{7})   // in a part of Weights
	f.Add(uint8(0), uint8(2), uint16(20), uint16(80), 0.5, 1.0, uint8(0), int16(0), int32(20), []byte{5})  // an index too large
	f.Add(uint8(1), uint8(2), uint16(900), uint16(80), 0.5, 1.0, uint8(0), int16(0), int32(-1), []byte{6}) // one too small

	f.Fuzz(func(t *testing.T, dtype, labels uint8, items, n uint16, margin, upstream float64, on uint8, shift int16, wrong int32, values []byte) {
		c := fuzzedIndexed{labels, int(items % 1000), int(n % 700), margin, upstream, on % 8, int(shift % 64), wrong, values}
		switch dtype % 4 {
		case 0:
			testFuzzedIndexed(t, losstest.Float32, c)
		case 1:
			testFuzzedIndexed(t, losstest.Float64, c)
		case 2:
			testFuzzedIndexed(t, losstest.Float16, c)
		case 3:
			testFuzzedIndexed(t, losstest.BFloat16, c)
		}
	})
}

type fuzzedIndexed struct {
	labels           uint8 // the lower two bits: their kind; the next two: whether there are weights and margins
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
	atWeights
	atMargins
	atGrad
)

func testFuzzedIndexed[T loss.Float](t *testing.T, d losstest.DType[T], c fuzzedIndexed) {
	if c.items == 0 {
		c.n = 0
	}
	size := int(unsafe.Sizeof(*new(T)))
	regions := [...]losstest.Region{
		atScores:  {Name: "Scores", Present: true, Size: size, Length: c.items},
		atI:       {Name: "I", Present: true, Size: 4, Length: c.n},
		atJ:       {Name: "J", Present: true, Size: 4, Length: c.n},
		atY:       {Name: "Y", Present: c.labels%4 == 0 || c.labels%4 == 3, Size: size, Length: c.n},
		atSigns:   {Name: "Signs", Present: c.labels%4 == 1 || c.labels%4 == 3, Size: 1, Length: c.n},
		atWeights: {Name: "Weights", Present: c.labels&4 != 0, Size: size, Length: c.n},
		atMargins: {Name: "Margins", Present: c.labels&8 != 0, Size: size, Length: c.n},
		atGrad:    {Name: "grad", Present: true, Output: true, Size: size, Length: c.items},
	}
	end := losstest.Gap
	for i := range regions {
		r := &regions[i]
		r.Offset = end
		if other := int(c.on) - 1; i == atGrad && other >= 0 && regions[other].Present {
			r.Offset = losstest.Possible(regions[other].Offset + c.shift)
		}
		end = max(end, losstest.Possible(r.End()+losstest.Gap+7))
	}
	l := losstest.Layout{Bytes: end}
	copy(l.Regions[:], regions[:])
	before := l.Memory(c.values, func(r *losstest.Region, element []byte, next func() byte) {
		if r.Name == "I" || r.Name == "J" {
			*(*int32)(unsafe.Pointer(&element[0])) = int32((int(next())<<8 | int(next())) % c.items)
			return
		}
		d.FillElement(r, element, next)
	})
	b, _ := viewIndexed[T](&l, before)
	random := rand.New(rand.NewPCG(uint64(c.n), uint64(c.items)))
	if c.wrong != 0 && c.n > 0 {
		[]([]int32){b.Pairs.I, b.Pairs.J}[random.IntN(2)][random.IntN(c.n)] = c.wrong
	}
	b.Margin, b.Scalar, b.Reduction = c.margin, c.upstream, loss.Reduction(len(c.values)%2)
	errs := indexedErrors(&l, b)
	var want losstest.IndexedResult[T]
	if len(errs) == 0 {
		want = d.Indexed(b)
	}
	for _, tier := range losstest.Tiers() {
		after := losstest.Place[byte](l.Bytes, 0)
		copy(after, before)
		b, grad := viewIndexed[T](&l, after)
		b.Margin, b.Scalar, b.Reduction = c.margin, c.upstream, loss.Reduction(len(c.values)%2)
		r := losstest.IndexedResult[T]{Grad: grad}
		var err error
		r.Loss, r.Stats, err = on(tier, b.Criterion()).ForwardBackwardIndexedStats(grad, b.Pairs, b.Scalar)
		got := outcome{err: err, loss: math.Float64bits(r.Loss), memory: after}
		wrong := got.checkError(errs, before)
		if wrong == "" && len(errs) == 0 {
			wrong = d.Differs(want, r)
		}
		if wrong == "" {
			wrong = got.checkMemory(&l, before)
		}
		if wrong != "" {
			t.Fatalf("%v, margin %v, upstream %v: %s\n%+v", tier, c.margin, c.upstream, wrong, regions)
		}
		if got := bytes.Clone(before); len(errs) == 0 || !errors.Is(errs[0], loss.ErrOverlap) {
			b, _ := viewIndexed[T](&l, got)
			b.Margin, b.Scalar, b.Reduction = c.margin, c.upstream, loss.Reduction(len(c.values)%2)
			for _, m := range indexedCalls[T]() {
				var r losstest.IndexedResult[T]
				if m.grad {
					r.Grad = make([]T, c.items)
				}
				err := m.call(on(tier, b.Criterion()), b, &r)
				want := want
				if !m.counts {
					want.Counts = losstest.Counts{}
				}
				if (err == nil) != (len(errs) == 0) || err == nil && d.Differs(want, r) != "" {
					t.Fatalf("%v: %s gives %+v, %v; want %+v or one of %v", tier, m.name, r, err, want, errs)
				}
			}
		}
	}
}

// viewIndexed returns the arrays in a copy of a case's memory.
func viewIndexed[T loss.Float](l *losstest.Layout, memory []byte) (b losstest.IndexedBatch[T], grad []T) {
	r := l.Regions
	b.Pairs = loss.IndexedPairs[T]{Scores: losstest.ViewOf[T](r[atScores], memory), I: losstest.ViewOf[int32](r[atI], memory), J: losstest.ViewOf[int32](r[atJ], memory),
		Y: losstest.ViewOf[T](r[atY], memory), Signs: losstest.ViewOf[int8](r[atSigns], memory),
		Weights: losstest.ViewOf[T](r[atWeights], memory), Margins: losstest.ViewOf[T](r[atMargins], memory)}
	return b, losstest.ViewOf[T](r[atGrad], memory)
}

// indexedErrors lists those that a call may return: ErrOverlap is first.
func indexedErrors[T loss.Float](l *losstest.Layout, b losstest.IndexedBatch[T]) []error {
	var list []error
	grad := l.Regions[atGrad]
	for at, r := range l.Regions[:atGrad] {
		shared := r.Present && grad.Offset < r.End() && r.Offset < grad.End() && r.Length > 0 && grad.Length > 0
		same := r.Offset == grad.Offset && r.Length == grad.Length && (at == atScores || at == atY || at == atWeights || at == atMargins)
		if shared && !same {
			list = append(list, loss.ErrOverlap)
		}
	}
	if b.Pairs.Y != nil && b.Pairs.Signs != nil {
		list = append(list, loss.ErrLabels)
	}
	for k := range b.Pairs.I {
		for _, i := range []int32{b.Pairs.I[k], b.Pairs.J[k]} {
			if i < 0 || int(i) >= len(b.Pairs.Scores) {
				list = append(list, loss.ErrIndex)
			}
		}
	}
	return list
}
