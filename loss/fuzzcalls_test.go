package loss_test

import (
	"bytes"
	"fmt"
	"math"
	"testing"

	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// FuzzCalls makes one call of any kind: any element type, method, label kind, choice
// of gradients, lengths, alignment and overlap, on any values. Every tier must return
// the errors that the rules ask for and write nothing, or give what the reference
// does, the same bits on all tiers, and write nothing else.
func FuzzCalls(f *testing.F) {
	for i := range 4 * len(losstest.Methods) {
		n := uint16([]int{0, 1, 15, 63, 64, 65, 127, 200, 300}[i%9])
		f.Add(uint8(i), uint8(i/4), uint8(i%3+i/3%4*4+i%8*32), uint8(losstest.WantAll), n, losstest.Margins[i%len(losstest.Margins)], 1.0, []byte(nil), []byte{byte(i)})
	}
	inPlace := []byte{0, 0, 0, 0, 5, 0, 0, 9, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0}
	f.Add(uint8(0), uint8(6), uint8(0), uint8(losstest.WantAll), uint16(100), 0.5, -2.0, inPlace, []byte{1, 2, 3})
	weightsInPlace := []byte{0, 0, 0, 0, 5, 0, 0, 9, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 6, 0, 0, 7, 0, 0}
	f.Add(uint8(0), uint8(6), uint8(12), uint8(losstest.WantAll), uint16(100), 0.5, -2.0, weightsInPlace, []byte{1, 2, 3})
	shifted := []byte{0, 0, 0, 0, 5, 0, 0, 9, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 4, 0}
	f.Add(uint8(0), uint8(6), uint8(0), uint8(losstest.WantAll), uint16(100), 0.5, -2.0, shifted, []byte{1, 2, 3})
	short := []byte{0, 0, 0, 0, 0, 0xff}
	f.Add(uint8(1), uint8(0), uint8(2), uint8(0), uint16(80), 0.5, 1.0, short, []byte{1, 2, 3})
	f.Add(uint8(2), uint8(0x80), uint8(2), uint8(0), uint16(80), 0.5, 1.0, []byte(nil), []byte{1, 2, 3})

	f.Fuzz(func(t *testing.T, dtype, method, labels, choice uint8, n uint16, margin, upstream float64, places, values []byte) {
		c := fuzzedCall{losstest.Methods[int(method&0x7f)%len(losstest.Methods)], method&0x80 != 0, loss.Boundary(labels / 16 % 2), int(labels/32) % 4, labels % 16, choice, int(n % 400), margin, upstream, places, values}
		switch dtype % 4 {
		case 0:
			testFuzzed(t, losstest.Float32, c)
		case 1:
			testFuzzed(t, losstest.Float64, c)
		case 2:
			testFuzzed(t, losstest.Float16, c)
		case 3:
			testFuzzed(t, losstest.BFloat16, c)
		}
	})
}

type fuzzedCall struct {
	method           losstest.Method
	noReduction      bool // the criterion has a reduction that does not exist
	boundary         loss.Boundary
	p                int // 3 does not exist
	labels, choice   uint8
	n                int
	margin, upstream float64
	places, values   []byte
}

func testFuzzed[T loss.Float](t *testing.T, d losstest.DType[T], c fuzzedCall) {
	l := losstest.NewLayout[T](c.method, c.labels, c.choice, c.n, c.places)
	before := l.Memory(c.values, d.FillElement)
	errs := l.Errors()
	called := c.method
	if c.noReduction {
		called.Reduction = 99
		if c.method.Reduction != loss.None { // the others don't ask for it
			errs = append(errs, loss.ErrReduction)
		}
	}
	if c.p > 2 {
		errs = append(errs, loss.ErrP)
	}
	var want losstest.Terms
	b, _ := losstest.View[T](&l, before)
	if len(errs) == 0 {
		b.Margin, b.P, b.Boundary, b.Scalar = c.margin, c.p, c.boundary, c.upstream
		want = d.Terms(b)
	}
	if err := b.Pairs.Validate(); (err == nil) != valid(d, b.Pairs) {
		t.Fatalf("Validate returns %v\n%+v", err, l.Regions)
	}
	var portable outcome
	for i, tier := range losstest.Tiers() {
		after := losstest.Place[byte](l.Bytes, 0)
		copy(after, before)
		b, r := losstest.View[T](&l, after)
		b.Margin, b.P, b.Boundary, b.Scalar = c.margin, c.p, c.boundary, c.upstream
		err := invoke(tier, called, b, &r)
		got := outcome{err, math.Float64bits(r.Loss), r.Stats, after}

		wrong := got.checkError(errs, before)
		if wrong == "" && len(errs) == 0 {
			wrong = d.Check(want, c.method, r)
		}
		if wrong == "" {
			wrong = got.checkMemory(&l, before)
		}
		if i == 0 {
			portable = got
		} else if wrong == "" {
			wrong = got.checkSame(portable)
		}
		if wrong != "" {
			t.Fatalf("%v on %v, margin %v, upstream %v: %s\n%+v", c.method, tier, c.margin, c.upstream, wrong, l.Regions)
		}
	}
}

// valid is what Validate promises of pairs.
func valid[T loss.Float](d losstest.DType[T], p loss.Pairs[T]) bool {
	n := len(p.X1)
	valid := len(p.X2) == n && (p.Y == nil || len(p.Y) == n && p.Signs == nil) && (p.Signs == nil || len(p.Signs) == n)
	valid = valid && (p.Weights == nil || len(p.Weights) == n) && (p.Margins == nil || len(p.Margins) == n)
	if !valid {
		return false
	}
	for i := range n {
		q := d.Pair(losstest.Batch[T]{Pairs: p}, i)
		finite := func(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
		right := finite(q.X1) && finite(q.X2) && finite(q.Margin) && math.Abs(q.Y) == 1
		valid = valid && finite(q.Weight) && q.Weight >= 0 && (right || q.Weight == 0)
	}
	return valid
}

// An outcome is all that a call leaves behind.
type outcome struct {
	err    error
	loss   uint64 // its bits
	stats  loss.Stats
	memory []byte
}

func (o outcome) checkError(allowed []error, before []byte) string {
	switch {
	case o.err == nil && len(allowed) > 0:
		return fmt.Sprintf("no error, where it should be one of %v", allowed)
	case o.err != nil && !losstest.IsOneOf(o.err, allowed):
		return fmt.Sprintf("error %v, where it should be one of %v", o.err, allowed)
	case o.err != nil && !bytes.Equal(o.memory, before):
		return fmt.Sprintf("memory was written in spite of %v", o.err)
	}
	return ""
}

// checkMemory describes a byte outside the outputs that was written.
func (o outcome) checkMemory(l *losstest.Layout, before []byte) string {
	rest := bytes.Clone(o.memory)
	for _, r := range l.Regions {
		if r.Present && r.Output {
			copy(rest[r.Offset:r.End()], before[r.Offset:])
		}
	}
	for i, b := range rest {
		if b != before[i] {
			return fmt.Sprintf("byte %d was written, which belongs to no output", i)
		}
	}
	return ""
}

// checkSame describes a difference between two tiers.
func (o outcome) checkSame(portable outcome) string {
	if o.stats != portable.stats {
		return fmt.Sprintf("counts %+v, but %+v on portable", o.stats, portable.stats)
	}
	if o.loss != portable.loss {
		return fmt.Sprintf("loss %x, but %x on portable", o.loss, portable.loss)
	}
	for i, b := range portable.memory {
		if o.memory[i] != b {
			return fmt.Sprintf("byte %d is %x, but %x on portable", i, o.memory[i], b)
		}
	}
	return ""
}
