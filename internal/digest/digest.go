package digest

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"math"

	"github.com/marginrank/marginrank/loss"
)

// Expected is what Of returns if all results are right. A change of this value is a change of results.
const Expected = "42b4bc7635d2459c"

// Of returns the digest of this machine.
func Of() (string, error) {
	r := newResults()
	add(r, func(v float64) float32 { return float32(v) })
	add(r, func(v float64) float64 { return v })
	add(r, func(v float64) loss.Float16 { return loss.Float16FromFloat32(float32(v)) })
	add(r, func(v float64) loss.BFloat16 { return loss.BFloat16FromFloat32(float32(v)) })
	if r.err != nil {
		return "", r.err
	}
	return fmt.Sprintf("%x", r.sum.Sum(nil)[:8]), nil
}

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
		bits := math.Float64bits(v + 0)
		if v != v {
			bits = math.Float64bits(math.NaN())
		}
		r.buffer = binary.LittleEndian.AppendUint64(r.buffer, bits)
	}
	r.sum.Write(r.buffer)
}

// count puts counts into the hash.
func (r *results) count(values ...int64) {
	r.buffer = r.buffer[:0]
	for _, v := range values {
		r.buffer = binary.LittleEndian.AppendUint64(r.buffer, uint64(v))
	}
	r.sum.Write(r.buffer)
}

// addAll puts all elements of some arrays into the hash, in float64, which holds each of them exactly.
func addAll[T loss.Float](r *results, arrays ...[]T) {
	for _, array := range arrays {
		for _, v := range array {
			r.add(valueOf(v))
		}
	}
}

func valueOf[T loss.Float](v T) float64 {
	switch v := any(v).(type) {
	case float32:
		return float64(v)
	case float64:
		return v
	case loss.Float16:
		return float64(v.Float32())
	case loss.BFloat16:
		return float64(v.Float32())
	}
	return math.NaN()
}
