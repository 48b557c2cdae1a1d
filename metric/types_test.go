package metric_test

import (
	"math"

	"github.com/x448/float16"

	"github.com/marginrank/marginrank/loss"
)

func float16From(v float64) loss.Float16 { return float16.Fromfloat32(float32(v)) }

func bfloat16From(v float64) loss.BFloat16 {
	if v != v {
		return 0x7fc0
	}
	return loss.BFloat16FromFloat32(float32(v))
}

var inf, nan = math.Inf(1), math.NaN()
