// Package loss is the API that programs compile against, as package api wrote it.
package loss

import (
	"github.com/marginrank/marginrank/internal/total"
	"github.com/x448/float16"
	"golang.org/x/exp/constraints"
)

const AllProcessors = -1

type BFloat16 uint16

func (b BFloat16) AppendText(text []byte) ([]byte, error) { panic(0) }

func (b BFloat16) Float32() float32 { panic(0) }

func (b BFloat16) MarshalJSON() ([]byte, error) { panic(0) }

func (b BFloat16) MarshalText() ([]byte, error) { panic(0) }

func (b BFloat16) String() string { panic(0) }

func (b *BFloat16) UnmarshalJSON(text []byte) error { panic(0) }

func (b *BFloat16) UnmarshalText(text []byte) error { panic(0) }

func BFloat16FromFloat32(f float32) BFloat16 { panic(0) }

type Boundary uint8

func (b Boundary) MarshalText() ([]byte, error) { panic(0) }

func (b Boundary) String() string { panic(0) }

func (b *Boundary) UnmarshalText(text []byte) error { panic(0) }

var ErrBoundary error

var ErrCorrupt error

var ErrIndex error

var ErrLabels error

var ErrLambda error

var ErrLength error

var ErrMargins error

var ErrOffsets error

var ErrOverlap error

var ErrP error

var ErrReduction error

var ErrRelevance error

var ErrScores error

var ErrWeights error

const Exclusive Boundary = 1

type Float interface {
	constraints.Float | Float16 | BFloat16
}

type Float16 = float16.Float16

func Float16FromFloat32(f float32) Float16 { panic(0) }

func FromFloat32[T Float](dst []T, src []float32) error { panic(0) }

type Grads[T Float] struct {
	X1 []T
	X2 []T
	Y  []T
}

const Inclusive Boundary = 0

type IndexedPairs[T Float] struct {
	Scores  []T
	I       []int32
	J       []int32
	Y       []T
	Signs   []int8
	Weights []T
	Margins []T
}

type Lambda struct {
	TopK int
	Gain func(relevance float32) float64
}

func LegacyReduction(sizeAverage *bool, reduce *bool) Reduction { panic(0) }

type ListStats struct {
	Pairs  int64
	Active int64
}

type Lists[T Float] struct {
	Scores    []T
	Relevance []float32
	Offsets   []int
	Mask      []bool
	Weights   []float32
	Lambda    *Lambda
	PerList   bool
}

type MarginRanking[T Float] struct {
	Margin      float64
	Reduction   Reduction
	P           int
	Boundary    Boundary
	Workers     int
	KeepInCache bool
}

func (c MarginRanking[T]) Accumulate(t *Total, p Pairs[T]) error { panic(0) }

func (c MarginRanking[T]) AccumulateIndexed(t *Total, p IndexedPairs[T]) error { panic(0) }

func (c MarginRanking[T]) AccumulateLists(t *Total, l Lists[T]) error { panic(0) }

func (c MarginRanking[T]) Backward(grads Grads[T], p Pairs[T], upstream float64) error { panic(0) }

func (c MarginRanking[T]) BackwardNone(grads Grads[T], p Pairs[T], upstream []T) error { panic(0) }

func (c MarginRanking[T]) Forward(p Pairs[T]) (float64, error) { panic(0) }

func (c MarginRanking[T]) ForwardBackward(grads Grads[T], p Pairs[T], upstream float64) (float64, error) {
	panic(0)
}

func (c MarginRanking[T]) ForwardBackwardIndexed(grad []T, p IndexedPairs[T], upstream float64) (float64, error) {
	panic(0)
}

func (c MarginRanking[T]) ForwardBackwardIndexedStats(grad []T, p IndexedPairs[T], upstream float64) (float64, Stats, error) {
	panic(0)
}

func (c MarginRanking[T]) ForwardBackwardLists(grad []T, l Lists[T], upstream float64) (float64, ListStats, error) {
	panic(0)
}

func (c MarginRanking[T]) ForwardBackwardNone(dst []T, grads Grads[T], p Pairs[T], upstream []T) error {
	panic(0)
}

func (c MarginRanking[T]) ForwardBackwardStats(grads Grads[T], p Pairs[T], upstream float64) (v float64, stats Stats, err error) {
	panic(0)
}

func (c MarginRanking[T]) ForwardIndexed(p IndexedPairs[T]) (float64, error) { panic(0) }

func (c MarginRanking[T]) ForwardIndexedStats(p IndexedPairs[T]) (float64, Stats, error) { panic(0) }

func (c MarginRanking[T]) ForwardLists(l Lists[T]) (float64, ListStats, error) { panic(0) }

func (c MarginRanking[T]) ForwardListsNone(dst []float64, l Lists[T]) (ListStats, error) { panic(0) }

func (c MarginRanking[T]) ForwardNone(dst []T, p Pairs[T]) error { panic(0) }

func (c MarginRanking[T]) ForwardStats(p Pairs[T]) (v float64, stats Stats, err error) { panic(0) }

const Mean Reduction = 0

const None Reduction = 2

type Pairs[T Float] struct {
	X1      []T
	X2      []T
	Y       []T
	Signs   []int8
	Weights []T
	Margins []T
}

func (p Pairs[T]) Validate() error { panic(0) }

func ParseReduction(s string) (Reduction, error) { panic(0) }

type Reduction uint8

func (r Reduction) MarshalText() ([]byte, error) { panic(0) }

func (r Reduction) String() string { panic(0) }

func (r *Reduction) UnmarshalText(text []byte) error { panic(0) }

type Stats struct {
	Pairs  int64
	Active int64
	Wrong  int64
	Tied   int64
	nan    int64
}

func (s Stats) Accuracy() float64 { panic(0) }

const Sum Reduction = 1

func Tier() string { panic(0) }

func ToFloat32[T Float](dst []float32, src []T) error { panic(0) }

type Total struct {
	all total.Total
}

func (t *Total) Active() int64 { panic(0) }

func (t *Total) AppendBinary(b []byte) ([]byte, error) { panic(0) }

func (t *Total) MarshalBinary() ([]byte, error) { panic(0) }

func (t *Total) Mean() float64 { panic(0) }

func (t *Total) Merge(other *Total) { panic(0) }

func (t *Total) Pairs() int64 { panic(0) }

func (t *Total) Sum() float64 { panic(0) }

func (t *Total) UnmarshalBinary(data []byte) error { panic(0) }

func (t *Total) Weight() float64 { panic(0) }

func (t *Total) Wrong() int64 { panic(0) }
