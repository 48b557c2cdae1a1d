package loss_test

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// The bits of every output, on every machine: a digest taken once.
func TestSameBitsEverywhere(t *testing.T) {
	t.Parallel()
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		assert.Equal(t, uint64(0x3d4b256120fd81c), digest(t, tier, losstest.Float32), "float32")
		assert.Equal(t, uint64(0x3223f85133c0b546), digest(t, tier, losstest.Float64), "float64")
		assert.Equal(t, uint64(0x137d9e60550dccfd), digest(t, tier, losstest.Float16), "float16")
		assert.Equal(t, uint64(0x439715c5a38665ab), digest(t, tier, losstest.BFloat16), "bfloat16")
	})
}

// The same with weights, margins or both, and of calls that count.
func TestSameWeightedBitsEverywhere(t *testing.T) {
	t.Parallel()
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		assert.Equal(t, uint64(0xfd52077f59f69e70), digestOf(t, tier, losstest.Float32, 1, losstest.Methods, losstest.AllColumns[1:]), "float32")
		assert.Equal(t, uint64(0x059486ae76609f58), digestOf(t, tier, losstest.Float64, 1, losstest.Methods, losstest.AllColumns[1:]), "float64")
		assert.Equal(t, uint64(0x2429ce99318aab11), digestOf(t, tier, losstest.Float16, 1, losstest.Methods, losstest.AllColumns[1:]), "float16")
		assert.Equal(t, uint64(0x76ddaf394568226e), digestOf(t, tier, losstest.BFloat16, 1, losstest.Methods, losstest.AllColumns[1:]), "bfloat16")
	})
}

// The same of the squared hinge.
func TestSameSquaredBitsEverywhere(t *testing.T) {
	t.Parallel()
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		assert.Equal(t, uint64(0xe480ec6f6f941e2b), squaredDigest(t, tier, losstest.Float32), "float32")
		assert.Equal(t, uint64(0xf90a7d582aec8ef6), squaredDigest(t, tier, losstest.Float64), "float64")
		assert.Equal(t, uint64(0xb65999a5c5072838), squaredDigest(t, tier, losstest.Float16), "float16")
		assert.Equal(t, uint64(0xe9d2fd09137a158f), squaredDigest(t, tier, losstest.BFloat16), "bfloat16")
	})
}

func squaredDigest[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) uint64 {
	add, sum := newDigest()
	add(digestOf(t, tier, d, 2, losstest.Unweighted, losstest.AllColumns[:1]))
	add(digestOf(t, tier, d, 2, losstest.Methods, losstest.AllColumns[1:]))
	add(indexedDigestOf(t, tier, d, 2, losstest.AllColumns))
	return sum()
}

func digest[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) uint64 {
	return digestOf(t, tier, d, 1, losstest.Unweighted, losstest.AllColumns[:1])
}

func digestOf[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T], p int, methods []losstest.Method, all []losstest.Columns) uint64 {
	add, sum := newDigest()
	for _, kind := range []losstest.LabelKind{losstest.Given, losstest.Signs, losstest.Absent} {
		for _, n := range []int{0, 1, 63, 200, 20_000} {
			for i, m := range methods {
				draw := losstest.Ordinary
				if i%2 == 0 && n < 1000 {
					draw = losstest.Special
				}
				b := losstest.WithColumns(d, losstest.NewBatch(d, kind, n, i, 0.1, draw), all[(i+n)%len(all)], i, draw)
				b.P = p
				r := call(t, tier, m, b, m.All())
				add(math.Float64bits(r.Loss))
				if m.Counts() {
					s := r.Stats
					for _, count := range []int64{s.Pairs, s.Active, s.Wrong, s.Tied} {
						add(uint64(count))
					}
					add(math.Float64bits(s.Accuracy()))
				}
				for _, output := range [][]T{r.Dst, r.Grads.X1, r.Grads.X2, r.Grads.Y} {
					for _, v := range output {
						add(d.Bits(v))
					}
				}
			}
		}
	}
	return sum()
}

// The same for pairs by index, where sums of gradients are rounded, too.
func TestSameIndexedBitsEverywhere(t *testing.T) {
	t.Parallel()
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		assert.Equal(t, uint64(0x2d200f0e94216ab4), indexedDigest(t, tier, losstest.Float32), "float32")
		assert.Equal(t, uint64(0xe73efc217496dd60), indexedDigest(t, tier, losstest.Float64), "float64")
		assert.Equal(t, uint64(0x5a9091ff75255496), indexedDigest(t, tier, losstest.Float16), "float16")
		assert.Equal(t, uint64(0x9b93dd1a1febfee8), indexedDigest(t, tier, losstest.BFloat16), "bfloat16")
	})
}

// The same with weights, margins or both, and counts.
func TestSameWeightedIndexedBitsEverywhere(t *testing.T) {
	t.Parallel()
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		assert.Equal(t, uint64(0x715c09f218d9dbe4), weightedIndexedDigest(t, tier, losstest.Float32), "float32")
		assert.Equal(t, uint64(0x701c3b6c5e01a501), weightedIndexedDigest(t, tier, losstest.Float64), "float64")
		assert.Equal(t, uint64(0x91b6def8e6977f0c), weightedIndexedDigest(t, tier, losstest.Float16), "float16")
		assert.Equal(t, uint64(0xa88c783b300bc85d), weightedIndexedDigest(t, tier, losstest.BFloat16), "bfloat16")
	})
}

func indexedDigest[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) uint64 {
	return indexedDigestOf(t, tier, d, 1, losstest.AllColumns[:1])
}

func weightedIndexedDigest[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) uint64 {
	return indexedDigestOf(t, tier, d, 1, losstest.AllColumns[1:])
}

func indexedDigestOf[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T], p int, all []losstest.Columns) uint64 {
	add, sum := newDigest()
	for i, kind := range []losstest.LabelKind{losstest.Given, losstest.Signs, losstest.Absent} {
		for j, n := range []int{1, 63, 200, 20_000} {
			draw := losstest.Ordinary
			if (i+j)%2 == 0 && n < 1000 {
				draw = losstest.Special
			}
			b := losstest.NewIndexedBatch(d, kind, 300, n, i, 0.1, draw, losstest.Pickers["random"])
			b = losstest.WithIndexedColumns(d, b, all[(i+j)%len(all)], i, draw)
			b.P = p
			grad := make([]T, 300)
			value, stats, err := on(tier, b.Criterion()).ForwardBackwardIndexedStats(grad, b.Pairs, 0.1)
			assert.NoError(t, err)
			add(math.Float64bits(value))
			if len(all) > 1 {
				add(uint64(stats.Active))
				add(uint64(stats.Wrong))
			}
			for _, v := range grad {
				add(d.Bits(v))
			}
		}
	}
	return sum()
}

// newDigest returns what adds bits to a digest, and what returns the digest.
func newDigest() (add func(bits uint64), sum func() uint64) {
	h := fnv.New64a()
	return func(bits uint64) { h.Write(binary.LittleEndian.AppendUint64(nil, bits)) }, h.Sum64
}
