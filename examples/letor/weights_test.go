package main

import (
	"bytes"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Six queries of two documents: the third feature is what the weights may bring forward.
const sixQueries = `1 qid:1 1:1
0 qid:1 2:1
1 qid:2 2:1
0 qid:2 1:1
1 qid:3 1:1
0 qid:3 2:1
1 qid:4 2:1
0 qid:4 1:1
1 qid:5 1:1
0 qid:5 2:1
1 qid:6 1:1
0 qid:6 2:1
`

// Weights stay with their documents through both splits, and the loss is that of the weighted pairs.
func TestWeights(t *testing.T) {
	t.Parallel()
	name := write(t, sixQueries)
	weights := write(t, "1\n0\n2e0\n0\r\n0.5\n0\n 9\n0\n5\n50\n6\n60")
	o, err := parseOptions([]string{"-train", name, "-weights", weights, "-margin", "2"}, io.Discard)
	require.NoError(t, err)
	p, err := o.data(io.Discard)
	require.NoError(t, err)
	assert.Equal(t, []float32{1, 0, 2, 0, 0.5, 0, 6, 60}, p.train.weights, "without queries 4 and 5")
	assert.Equal(t, []float32{5, 50}, p.valid.weights)
	assert.Equal(t, []float32{9, 0}, p.test.weights)

	m := newModel(p.train, o.settings)
	copy(m.weights, []float32{0.5, -0.5})
	value, err := m.epoch()
	require.NoError(t, err)
	assert.InDelta(t, (1*1+2*3+0.5*1+6*1)/9.5, value, 1e-6)
}

// Weights that are all 1 change nothing; other ones do.
func TestWeightsOfOne(t *testing.T) {
	t.Parallel()
	name := write(t, sixQueries)
	ones := bytes.Repeat([]byte("1\n"), 12)
	plain := letor(t, "-train", name)
	assert.Equal(t, plain, letor(t, "-train", name, "-weights", write(t, string(ones))))
	copy(ones[4:], "8") // query 2
	assert.NotEqual(t, plain, letor(t, "-train", name, "-weights", write(t, string(ones))))
}

func TestWeightErrors(t *testing.T) {
	t.Parallel()
	name := write(t, "1 qid:1 1:1\n0 qid:1 1:2\n")
	for want, text := range map[string]string{
		":2: weight: -1 is below 0":                     "1\n-1\n",
		`:1: weight: "NaN" is no finite number`:         "NaN\n1\n",
		`:1: weight: "Inf" is no finite number`:         "Inf\n1\n",
		`:2: weight: "1e39" is too large for float32`:   "1\n1e39\n",
		`:2: weight: "one" is no finite number`:         "1\none\n",
		`:2: weight: "1 2" is no finite number`:         "1\n1 2\n",
		`:1: weight: "" is no finite number`:            "\n1\n",
		":1: the weights end here, but " + name:         "1\n",
		": no weights":                                  "",
		":3: a weight too many: " + name + " has 2 doc": "1\n1\n1\n1\n",
		"all pairs have weight 0":                       "0\n1\n",
	} {
		var stdout, stderr bytes.Buffer
		weights := write(t, text)
		assert.Equal(t, 1, run([]string{"-train", name, "-test", name, "-weights", weights}, &stdout, &stderr), want)
		assert.Contains(t, stderr.String(), want)
		if want[0] == ':' {
			assert.Contains(t, stderr.String(), weights+want)
		}
		assert.Empty(t, stdout.String())
	}
}
