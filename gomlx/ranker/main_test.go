package main

import (
	"flag"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var ndcg = regexp.MustCompile(`NDCG@10 (\S+)`)

// The model learns what is worth ranking, with and without lambda weights, and says the same again.
func TestRun(t *testing.T) {
	for _, args := range []string{"-queries 100 -epochs 6", "-queries 100 -epochs 6 -lambda -margin 0.5 -seed 7"} {
		shown := func() string {
			var out strings.Builder
			require.NoError(t, run(&out, strings.Fields(args)))
			return out.String()
		}
		text := shown()
		values := ndcg.FindAllStringSubmatch(text, -1)
		require.Len(t, values, 7, "before, and after each epoch: %s", text)
		before, err := strconv.ParseFloat(values[0][1], 64)
		require.NoError(t, err)
		after, err := strconv.ParseFloat(values[6][1], 64)
		require.NoError(t, err)
		assert.Greater(t, after, before+0.1, text)
		untimed := func(text string) string { return text[:strings.LastIndex(text, " in ")] }
		assert.Equal(t, untimed(text), untimed(shown()))
	}
}

func TestFlags(t *testing.T) {
	assert.ErrorIs(t, run(io.Discard, []string{"-h"}), flag.ErrHelp)
	for _, args := range []string{"-queries 3", "-epochs -1", "-seed 0", "more", "-nothing"} {
		assert.Error(t, run(io.Discard, strings.Fields(args)), args)
	}
}

// Padding is masked, and grades are 0 to 4.
func TestGenerate(t *testing.T) {
	grades := map[float32]int{}
	for _, q := range generate("test", 50, 1, 0).queries {
		there := 0
		for i, kept := range q.mask {
			if !kept {
				assert.Zero(t, q.relevance[i])
				continue
			}
			there++
			grades[q.relevance[i]]++
		}
		assert.GreaterOrEqual(t, there, 5)
	}
	assert.Len(t, grades, 5)
	for grade := range grades {
		assert.Contains(t, []float32{0, 1, 2, 3, 4}, grade)
	}
}
