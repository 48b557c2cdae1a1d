package loss_test

import (
	"encoding/json"
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
)

// In JSON a bfloat16 is a number: its value.
func TestBFloat16JSON(t *testing.T) {
	t.Parallel()
	b := loss.BFloat16FromFloat32
	list := []loss.BFloat16{b(1.5), b(-0.1), 0, b(float32(math.Copysign(0, -1))), b(1e30), b(0x1p-133)}
	text, err := json.Marshal(list)
	require.NoError(t, err)
	assert.Equal(t, "[1.5,-0.100097656,0,-0,1.00025555e+30,9.1835e-41]", string(text))
	var back []loss.BFloat16
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, list, back)

	text, err = json.Marshal(loss.Pairs[loss.BFloat16]{X1: list[:1]})
	require.NoError(t, err)
	assert.Equal(t, `{"X1":[1.5],"X2":null,"Y":null,"Signs":null,"Weights":null,"Margins":null}`, string(text))
	var pairs loss.Pairs[loss.BFloat16]
	require.NoError(t, json.Unmarshal(text, &pairs))
	assert.Equal(t, loss.Pairs[loss.BFloat16]{X1: list[:1]}, pairs)

	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		_, err := json.Marshal(b(float32(v)))
		assert.ErrorIs(t, err, strconv.ErrRange, v)
		assert.ErrorContains(t, err, strconv.FormatFloat(v, 'g', -1, 32))
	}
	for text, want := range map[string]error{`"1.5"`: strconv.ErrSyntax, "true": strconv.ErrSyntax, "[1]": strconv.ErrSyntax, "1e39": strconv.ErrRange, "-3.4e38": strconv.ErrRange, "1e999": strconv.ErrRange} {
		v := b(7)
		assert.ErrorIs(t, json.Unmarshal([]byte(text), &v), want, text)
		assert.Equal(t, b(7), v, text)
	}
	for _, text := range []string{"NaN", "Inf", "-Inf", ""} {
		v := b(7)
		assert.ErrorIs(t, v.UnmarshalJSON([]byte(text)), strconv.ErrSyntax, text)
		assert.Equal(t, b(7), v, text)
	}
	v := b(7)
	require.NoError(t, json.Unmarshal([]byte("null"), &v))
	assert.Equal(t, b(7), v)
}

// Every bfloat16 is read back from its text, and what lies between two is rounded to the nearer one, once.
func TestBFloat16Text(t *testing.T) {
	t.Parallel()
	for bits := range 1 << 16 {
		b := loss.BFloat16(bits)
		text, err := b.MarshalText()
		require.NoError(t, err)
		require.Equal(t, b.String(), string(text))
		var back loss.BFloat16
		require.NoError(t, back.UnmarshalText(text))
		if f := b.Float32(); f != f {
			require.NotEqual(t, back.Float32(), back.Float32())
			continue
		}
		require.Equal(t, b, back)
		if number, err := b.MarshalJSON(); err == nil {
			require.Equal(t, text, number)
			require.True(t, json.Valid(number), string(number))
		}
	}
	for text, want := range map[string]float32{
		"1.00390625": 1, "1.0039062500000002": 1 + 0x1p-7, "1.01171875": 1 + 0x1p-6, // ties, and the next float64; as float32s both are ties
		"3.3961e38": 3.3895314e38, "1e-50": 0, "0x1p-3": 0.125, "+Inf": float32(math.Inf(1)),
	} {
		var b loss.BFloat16
		require.NoError(t, b.UnmarshalText([]byte(text)), text)
		assert.Equal(t, want, b.Float32(), text)
	}
	var b loss.BFloat16
	assert.ErrorIs(t, b.UnmarshalText([]byte("1,5")), strconv.ErrSyntax)
	assert.ErrorIs(t, b.UnmarshalText([]byte("3.3962e38")), strconv.ErrRange)
	assert.Zero(t, b)
}
