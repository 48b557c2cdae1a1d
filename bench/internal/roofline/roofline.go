package roofline

import (
	"errors"
	"fmt"
	"unsafe"

	"github.com/marginrank/marginrank/bench/internal/roofline/asm"
	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// Stores says how a loop writes and reads.
type Stores int

const (
	Plain Stores = iota
	NT           // non-temporal: past the caches
	NTA          // non-temporal, and reads leave nothing in the last cache
)

func (s Stores) String() string { return [...]string{"plain", "nt", "nta"}[s] }

// Forms lists the kinds of stores that tier t has for w.
func Forms(t cpuid.Tier, w workload.Workload) []Stores {
	switch {
	case t == cpuid.Portable:
		return nil
	case t == cpuid.NEON:
		return []Stores{Plain}
	case w.Outputs() == 0:
		return []Stores{Plain, NTA}
	}
	return []Stores{Plain, NT, NTA}
}

// These errors say why there is no roofline.
var (
	ErrNone = errors.New("no roofline")
	ErrSize = fmt.Errorf("%w: arrays are not a multiple of %d bytes", ErrNone, asm.Block)
)

// span is the number of pairs of one call into assembly, as in package loss.
const span = 16384

// Multiple returns the number of which w.N must be a multiple, so that w has a roofline.
func Multiple(w workload.Workload) int { return asm.Block / w.ElementBytes() }

// Prepare returns a pass over s, the arrays of w, in assembly of tier t. The pass reads every array that w's call
// reads, and overwrites every array that the call writes with some input.
func Prepare(t cpuid.Tier, w workload.Workload, s workload.Streams, stores Stores) (func(), error) {
	if !cpuid.Supported(t) {
		return nil, fmt.Errorf("%w: no tier %v here", ErrNone, t)
	}
	name := function(w, stores, t)
	loop, ok := asm.Loops[name]
	if !ok {
		return nil, fmt.Errorf("%w: no %s", ErrNone, name)
	}
	byteCount := len(s.In[0])
	if byteCount == 0 || byteCount%asm.Block != 0 {
		return nil, ErrSize
	}
	arrays := new(asm.Streams)
	for i, a := range s.In {
		arrays.In[i] = unsafe.Pointer(unsafe.SliceData(a))
	}
	for i, a := range s.Out {
		arrays.Out[i] = unsafe.Pointer(unsafe.SliceData(a))
		if stores != Plain && uintptr(arrays.Out[i])%asm.Align != 0 {
			return nil, fmt.Errorf("%w: output %d is not aligned to %d bytes", ErrNone, i, asm.Align)
		}
	}
	arrays.Narrow = unsafe.Pointer(unsafe.SliceData(s.Signs))
	step, end := span*w.ElementBytes(), byteCount
	if w.Labels == workload.Signs { // then From and To count bytes of the labels
		step, end = span, byteCount/w.ElementBytes()
	}
	return func() {
		for from := 0; from < end; from += step {
			arrays.From, arrays.To = from, min(from+step, end)
			loop(arrays)
		}
	}, nil
}

// function returns the name of the loop with the streams of w. See gen/internal/roofline.
func function(w workload.Workload, stores Stores, t cpuid.Tier) string {
	name := fmt.Sprint([...]string{"Read", "Read", "Pass"}[stores], w.Inputs())
	if w.Labels == workload.Signs {
		name += map[int]string{2: "Half", 4: "Quarter", 8: "Eighth"}[w.ElementBytes()]
	}
	if w.Outputs() > 0 {
		name += [...]string{"Write", "Stream", "Stream"}[stores] + fmt.Sprint(w.Outputs())
	}
	return name + map[cpuid.Tier]string{cpuid.NEON: "NEON", cpuid.AVX2: "AVX2", cpuid.AVX512: "AVX512"}[t]
}
