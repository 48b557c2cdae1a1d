package main

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The first of the epochs that are best on the validation part is kept, and its weights stay what they were.
func TestBestEpoch(t *testing.T) {
	t.Parallel()
	var tr trained
	weights := []float32{0}
	for i, ndcg := range []float64{0.5, 0.7, 0.7, 0.6} {
		weights[0] = float32(i)
		tr.see(quality{validated: float64(i)}, &quality{validated: ndcg}, weights)
	}
	assert.Equal(t, 2, tr.epoch)
	assert.Equal(t, []float32{1}, tr.weights)
	assert.Equal(t, []float64{0, 1, 2, 3}, tr.train)
	assert.Equal(t, []float64{0.5, 0.7, 0.7, 0.6}, tr.valid)
}

// Without a validation part nothing chooses: the last epoch is kept, also if it is worse in training.
func TestLastEpoch(t *testing.T) {
	t.Parallel()
	var tr trained
	for i, ndcg := range []float64{0.9, 0.7} {
		tr.see(quality{validated: ndcg}, nil, []float32{float32(i)})
	}
	assert.Equal(t, 2, tr.epoch)
	assert.Equal(t, []float32{1}, tr.weights)
	assert.Nil(t, tr.valid)
}

// What is kept are the weights that training has after that many epochs.
func TestKeptWeights(t *testing.T) {
	t.Parallel()
	o, err := parseOptions([]string{"-epochs", "40", "-patience", "5", "-lambda"}, io.Discard)
	require.NoError(t, err)
	p, err := o.data(io.Discard)
	require.NoError(t, err)
	tr, err := learn(p, o.settings, io.Discard)
	require.NoError(t, err)
	require.Len(t, tr.valid, tr.epoch+5, "it stops early")
	m := newModel(p.train, o.settings)
	for range tr.epoch {
		_, err := m.epoch()
		require.NoError(t, err)
	}
	assert.Equal(t, m.weights, tr.weights)
}

func TestValidFile(t *testing.T) {
	t.Parallel()
	const text = "1 qid:1 1:1\n0 qid:1 1:0\n"
	out := letor(t, "-train", write(t, text), "-valid", write(t, text), "-test", write(t, text), "-patience", "3")
	assert.Contains(t, out, "\nvalid  ")
	assert.Len(t, figures(t, out, "epoch"), 4, "the first epoch is perfect, three more are no better")
	assert.Regexp(t, regexp.MustCompile(`(?m)^this model, epoch 1 `), out)
}

// Which epoch is kept, and all that is said before the last table, is the same whatever the test part says.
func TestTestPartHasNoSay(t *testing.T) {
	t.Parallel()
	const train = "1 qid:1 1:1 2:1\n0 qid:1 1:0\n1 qid:2 2:1\n0 qid:2 1:1\n"
	until := func(test string) string {
		out := letor(t, "-train", write(t, train), "-valid", write(t, train), "-test", write(t, test))
		_, epochs, _ := strings.Cut(out, "on the validation part")
		epochs, table, _ := strings.Cut(epochs, "on the test part")
		return epochs + regexp.MustCompile(`this model, epoch \d+`).FindString(table)
	}
	good := until("1 qid:1 1:1 2:1\n0 qid:1\n")
	assert.Contains(t, good, "this model, epoch")
	assert.Equal(t, good, until("0 qid:1 1:1 2:1\n1 qid:1\n"))
}

func TestValidOptions(t *testing.T) {
	t.Parallel()
	for _, tt := range [][]string{{"-valid without -train", "-valid", "x"}, {"-patience must be at least 1", "-patience", "0"}} {
		var stdout, stderr bytes.Buffer
		assert.Equal(t, 2, run(tt[1:], &stdout, &stderr))
		assert.Contains(t, stderr.String(), tt[0])
	}
}
