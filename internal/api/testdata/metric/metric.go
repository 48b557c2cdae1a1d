// Package metric is the API that programs compile against, as package api wrote it.
package metric

import (
	"github.com/marginrank/marginrank/internal/exact"
	"github.com/marginrank/marginrank/loss"
)

func AUC[T loss.Float](l loss.Lists[T]) (float64, error) { panic(0) }

func Accumulate[T loss.Float](totals []Total, l loss.Lists[T], metrics ...Metric) error { panic(0) }

var ErrGain error

var ErrMetric error

func Evaluate[T loss.Float](means []float64, perList []float64, l loss.Lists[T], metrics ...Metric) error {
	panic(0)
}

func HitRate[T loss.Float](l loss.Lists[T], k int) (float64, error) { panic(0) }

func KendallTau[T loss.Float](l loss.Lists[T]) (float64, error) { panic(0) }

type Kind uint8

func (k Kind) String() string { panic(0) }

const KindAUC Kind = 3

const KindHitRate Kind = 6

const KindKendallTau Kind = 7

const KindMAP Kind = 2

const KindMRR Kind = 1

const KindNDCG Kind = 0

const KindPrecision Kind = 4

const KindRecall Kind = 5

func MAP[T loss.Float](l loss.Lists[T], k int) (float64, error) { panic(0) }

func MRR[T loss.Float](l loss.Lists[T], k int) (float64, error) { panic(0) }

type Metric struct {
	Kind      Kind
	K         int
	Threshold float32
	Gain      func(relevance float32) float64
}

func (m Metric) String() string { panic(0) }

func NDCG[T loss.Float](l loss.Lists[T], k int) (float64, error) { panic(0) }

func Precision[T loss.Float](l loss.Lists[T], k int) (float64, error) { panic(0) }

func Recall[T loss.Float](l loss.Lists[T], k int) (float64, error) { panic(0) }

type Total struct {
	sum    exact.Sum
	weight exact.Sum
}

func (t *Total) AppendBinary(b []byte) ([]byte, error) { panic(0) }

func (t *Total) MarshalBinary() ([]byte, error) { panic(0) }

func (t *Total) Mean() float64 { panic(0) }

func (t *Total) Merge(other *Total) { panic(0) }

func (t *Total) UnmarshalBinary(data []byte) error { panic(0) }

func (t *Total) Weight() float64 { panic(0) }
