package digest

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"math"

	"github.com/marginrank/marginrank/internal/element"
	"github.com/marginrank/marginrank/loss"
)

// results is a hash of results.
type results struct {
	sum    hash.Hash
	buffer []byte
	err    error // of the first call that failed
}

func newResults() *results { return &results{sum: sha256.New()} }

// note remembers the first error.
func (r *results) note(err error) {
	if r.err == nil {
		r.err = err
	}
}

// add puts numbers into the hash. All NaN are the same, and both zeros are, as the contract leaves their bits open.
func (r *results) add(values ...float64) {
	r.buffer = r.buffer[:0]
	for _, v := range values {
		r.append(v)
	}
	r.sum.Write(r.buffer)
}

func (r *results) append(v float64) {
	bits := math.Float64bits(v + 0)
	if v != v {
		bits = math.Float64bits(math.NaN())
	}
	r.buffer = binary.LittleEndian.AppendUint64(r.buffer, bits)
}

// addElements puts the elements of arrays into the hash, in float64, which holds each of them exactly.
func addElements[T loss.Float](r *results, arrays ...[]T) {
	for _, array := range arrays {
		r.buffer = r.buffer[:0]
		for _, v := range array {
			r.append(element.Value(v))
		}
		r.sum.Write(r.buffer)
	}
}

// count puts counts into the hash.
func (r *results) count(values ...int64) {
	r.buffer = r.buffer[:0]
	for _, v := range values {
		r.buffer = binary.LittleEndian.AppendUint64(r.buffer, uint64(v))
	}
	r.sum.Write(r.buffer)
}

// value, stats, listStats and total put what methods return into the hash.

func (r *results) value(v float64, err error) {
	r.note(err)
	r.add(v)
}

func (r *results) stats(v float64, s loss.Stats, err error) {
	r.value(v, err)
	r.add(s.Accuracy())
	r.count(s.Pairs, s.Active, s.Wrong, s.Tied)
}

func (r *results) listStats(v float64, s loss.ListStats, err error) {
	r.value(v, err)
	r.count(s.Pairs, s.Active)
}

func (r *results) total(t *loss.Total) {
	r.add(t.Sum(), t.Mean(), t.Weight())
	r.count(t.Pairs(), t.Active(), t.Wrong())
}
