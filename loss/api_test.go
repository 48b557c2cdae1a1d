package loss_test

import (
	"encoding"

	"github.com/x448/float16"

	"github.com/marginrank/marginrank/loss"
)

// The public API, which programs elsewhere compile against: nothing here is
// renamed, removed or given another type.
var (
	_ loss.Float16                                   = float16.Float16(0)
	_ func(loss.BFloat16) float32                    = loss.BFloat16.Float32
	_ func(float32) loss.BFloat16                    = loss.BFloat16FromFloat32
	_ uint16                                         = uint16(loss.BFloat16(0))
	_ [3]struct{}                                    = [loss.None + 1]struct{}{}
	_ func(string) (loss.Reduction, error)           = loss.ParseReduction
	_ func(loss.Reduction) string                    = loss.Reduction.String
	_ func(sizeAverage, reduce *bool) loss.Reduction = loss.LegacyReduction
	_ encoding.TextMarshaler                         = loss.Mean
	_ encoding.TextUnmarshaler                       = new(loss.Reduction)
	_ func(loss.Pairs[float32]) error                = loss.Pairs[float32].Validate
	_                                                = loss.Pairs[score]{X1: []score{}, X2: []score{}, Y: []score{}, Signs: []int8{}}
	_                                                = loss.Grads[float64]{X1: []float64{}, X2: []float64{}, Y: []float64{}}
	_                                                = loss.MarginRanking[loss.BFloat16]{Margin: 0.5, Reduction: loss.Sum}
	_                                                = []error{loss.ErrLength, loss.ErrReduction, loss.ErrLabels, loss.ErrOverlap, loss.ErrScores}
)

// ranker is the criterion's method set.
type ranker[T loss.Float] interface {
	Forward(p loss.Pairs[T]) (float64, error)
	ForwardNone(dst []T, p loss.Pairs[T]) error
	Backward(g loss.Grads[T], p loss.Pairs[T], upstream float64) error
	BackwardNone(g loss.Grads[T], p loss.Pairs[T], upstream []T) error
	ForwardBackward(g loss.Grads[T], p loss.Pairs[T], upstream float64) (float64, error)
	ForwardBackwardNone(dst []T, g loss.Grads[T], p loss.Pairs[T], upstream []T) error
}

var (
	_ ranker[float32]       = loss.MarginRanking[float32]{}
	_ ranker[float64]       = loss.MarginRanking[float64]{}
	_ ranker[loss.Float16]  = loss.MarginRanking[loss.Float16]{}
	_ ranker[loss.BFloat16] = loss.MarginRanking[loss.BFloat16]{}
	_ ranker[score]         = loss.MarginRanking[score]{}
)
