package exact

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// encodingOf returns the encoding of the sum of values.
func encodingOf(values ...float64) []byte {
	var s Sum
	for _, v := range values {
		s.Add(v)
	}
	return s.AppendBinary(nil)
}

// A sum can be encoded and decoded at any time. Its encoding does not depend on the order in which values were
// added.
func TestEncoding(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 4))
		values := make([]float64, r.IntN(9))
		for i := range values {
			values[i] = math.Ldexp(2*r.Float64()-1, r.IntN([]int{3, 80, 2098}[seed%3])-1074)
		}
		var s Sum
		for _, v := range values {
			s.Add(v)
		}
		data := s.AppendBinary([]byte{7})[1:]
		got, rest, ok := DecodeBinary(append(data, 1, 2))
		require.True(t, ok)
		require.Equal(t, []byte{1, 2}, rest)
		same(t, s.Float64(), got.Float64(), values)
		got.Add(-0x1.1p-1060)
		s.Add(-0x1.1p-1060)
		same(t, s.Float64(), got.Float64(), values)

		r.Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
		require.Equal(t, data, encodingOf(values...), values)
		require.Equal(t, data, encodingOf(append(values, 0x1.8p+3, -0x1.8p+3)...), values)
	}
}

// The encoding of a sum that is not finite does not depend on the finite values that were added.
func TestEncodingNotFinite(t *testing.T) {
	inf, none := math.Inf(1), math.NaN()
	for _, c := range []struct {
		want  float64
		terms [][]float64
	}{
		{inf, [][]float64{{inf}, {inf, 1}, {inf, -0x1p-1074, math.MaxFloat64}}},
		{-inf, [][]float64{{-inf}, {3, -inf, -inf}}},
		{none, [][]float64{{none}, {inf, -inf}, {none, inf}, {1, none, -inf}}},
	} {
		for _, values := range c.terms {
			assert.Equal(t, encodingOf(c.want), encodingOf(values...), values)
			s, rest, ok := DecodeBinary(encodingOf(values...))
			assert.True(t, ok)
			assert.Empty(t, rest)
			s.Add(5)
			same(t, c.want, s.Float64(), values)
		}
	}
}

// DecodeBinary rejects encodings that AppendBinary does not make.
func TestNoEncoding(t *testing.T) {
	limb := func(b ...byte) []byte { return append(b, 2, 0, 0, 0, 0, 0, 0, 0) }
	for name, data := range map[string][]byte{
		"nothing":                   {},
		"two bytes":                 {0, 0},
		"a limb that is missing":    {0, 3, 1, 1, 0, 0, 0, 0, 0, 0},
		"an unknown flag":           {16, 0, 0},
		"two infinities":            {byte(plusInf | minusInf), 0, 0},
		"NaN and an infinity":       {byte(nan | plusInf), 0, 0},
		"-0":                        {belowZero, 0, 0},
		"0 at another limb":         {0, 1, 0},
		"an infinity with a limb":   limb(byte(plusInf), 3, 1),
		"NaN below zero":            limb(byte(nan|belowZero), 3, 1),
		"more limbs than there are": limb(0, limbCount, 1),
		"more than 2^64 values":     limb(0, limbCount-1, 1),
		"the lowest bit":            {0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0},
		"a lowest limb of 0":        append([]byte{0, 3, 2, 0, 0, 0, 0, 0, 0, 0, 0}, limb()...),
		"a highest limb of 0":       append(limb(0, 3, 2), 0, 0, 0, 0, 0, 0, 0, 0),
	} {
		s, _, ok := DecodeBinary(data)
		assert.False(t, ok, name)
		assert.Equal(t, Sum{}, s, name)
	}
	_, _, ok := DecodeBinary(limb(0, 3, 1))
	assert.True(t, ok)
}
