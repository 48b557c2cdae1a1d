package loss_test

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// A goldenFile holds what PyTorch computes. testdata/golden.py makes the files and describes them.
type goldenFile struct {
	Torch    map[string]string // the version for each boundary
	Specials map[string]string // by element type
	Facts    struct {
		BadWord struct{ Word, Error string } `json:"bad word"`
		Legacy  [][3]any
	}
	Cases []goldenCase
}

type goldenCase struct {
	Name    string
	N       int
	Inputs  goldenTexts
	Outputs map[string]goldenTexts // by element types
}

// goldenTexts are numbers, arrays and digests by name.
type goldenTexts map[string]string

var goldenBoundaries = []struct {
	name  string
	value loss.Boundary
}{{"inclusive", loss.Inclusive}, {"exclusive", loss.Exclusive}}

// eachGolden runs body for every tier, for both boundaries and all cases of a file.
func eachGolden(t *testing.T, name string, body func(t *testing.T, tier cpuid.Tier, f goldenFile, boundary loss.Boundary)) {
	f := readGolden(t, name)
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		f.eachBoundary(t, func(t *testing.T, f goldenFile, boundary loss.Boundary) { body(t, tier, f, boundary) })
	})
}

func (f goldenFile) eachBoundary(t *testing.T, body func(t *testing.T, f goldenFile, boundary loss.Boundary)) {
	for _, boundary := range goldenBoundaries {
		t.Run("PyTorch "+f.Torch[boundary.name], func(t *testing.T) { body(t, f, boundary.value) })
	}
}

func readGolden(t *testing.T, name string) (f goldenFile) {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &f))
	require.NotEmpty(t, f.Cases)
	require.Regexp(t, `^2\.6\.`, f.Torch["inclusive"])
	require.Regexp(t, `^2\.15\.`, f.Torch["exclusive"])
	return f
}

// outputs returns what PyTorch gives for one element type and boundary.
func (c goldenCase) outputs(t *testing.T, dtype string, boundary loss.Boundary) goldenTexts {
	t.Helper()
	for types, texts := range c.Outputs {
		if !strings.Contains(" "+types+" ", " "+dtype+" ") { // float16 is a part of bfloat16
			continue
		}
		outputs := goldenTexts{}
		for name, text := range texts {
			name, exclusive := strings.CutSuffix(name, " exclusive")
			if _, differs := texts[name+" exclusive"]; exclusive == (boundary == loss.Exclusive && differs) {
				outputs[name] = replace(t, texts[name], text)
			}
		}
		return outputs
	}
	require.Fail(t, "no outputs", "%s for %s", dtype, c.Name)
	return nil
}

// replace returns old with the values that with has for some of its places ("2:0"), or all of with.
func replace(t *testing.T, old, with string) string {
	t.Helper()
	if !strings.Contains(with, ":") {
		return with
	}
	values := strings.Fields(old)
	for _, field := range strings.Fields(with) {
		place, value, _ := strings.Cut(field, ":")
		i, err := strconv.Atoi(place)
		require.NoError(t, err)
		values[i] = value
	}
	return strings.Join(values, " ")
}

// number is a single one.
func (g goldenTexts) number(t *testing.T, name string) float64 {
	t.Helper()
	v := numbers(t, g[name])
	require.Len(t, v, 1, name)
	return v[0]
}

// count is a number of pairs.
func (g goldenTexts) count(t *testing.T, name string) int64 { return int64(g.number(t, name)) }

// numbers reads decimals, NaN and Inf.
func numbers(t *testing.T, text string) []float64 {
	t.Helper()
	v := []float64{}
	for _, field := range strings.Fields(text) {
		f, err := strconv.ParseFloat(field, 64)
		require.NoError(t, err)
		v = append(v, f)
	}
	return v
}

// agree describes how values differ from those of a text, or from its digest. Every number of the text is rounded first.
func agree(t *testing.T, values []float64, text string, round func(float64) float64) string {
	t.Helper()
	if strings.HasPrefix(text, "#") {
		if d := goldenDigest(values); d != text {
			return fmt.Sprintf("have the digest %s, PyTorch's have %s", d, text)
		}
		return ""
	}
	want := numbers(t, text)
	if len(want) != len(values) {
		return fmt.Sprintf("are %d, PyTorch's are %d", len(values), len(want))
	}
	for i, w := range want {
		if !losstest.Same(values[i], round(w)) {
			return fmt.Sprintf("have %v at %d, PyTorch has %v", values[i], i, round(w))
		}
	}
	return ""
}

// goldenDigest stands for many values.
func goldenDigest(values []float64) string {
	var data []byte
	for _, v := range values {
		bits := math.Float64bits(v)
		switch {
		case v == 0:
			bits = 0 // of either sign
		case v != v:
			bits = 0x7ff8 << 48
		}
		data = binary.LittleEndian.AppendUint64(data, bits)
	}
	return fmt.Sprintf("#%.4x", sha256.Sum256(data))
}
