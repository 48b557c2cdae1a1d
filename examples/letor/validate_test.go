package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The epoch is chosen on the validation part, whatever the test part says, and training stops when it gets no better.
func TestBestEpoch(t *testing.T) {
	t.Parallel()
	valid := graded([]float32{1, 0})
	b := newBest(valid)
	column := valid.features.column(1)
	require.Zero(t, column)
	for epoch, right := range []bool{false, true, true, false} {
		d := newDataset("valid", valid.features)
		for _, r := range []float32{1, 0} {
			if right {
				d.cell(column, r)
			}
			d.endDocument(r)
		}
		d.endQuery()
		b.valid = d
		m := newModel(d, settings{epochs: 1})
		m.weights[column] = 1
		require.NoError(t, b.see(epoch+1, m, quality{validated: float64(epoch)}))
	}
	assert.Equal(t, 2, b.epoch, "the first of the best")
	assert.Equal(t, 1.0, b.test[validated])
	var out bytes.Buffer
	require.NoError(t, b.print(&out))
	assert.Regexp(t, `^chosen: epoch 2, NDCG@10 1\.0000 on valid +0\.0000`, out.String())
}

func TestValidFile(t *testing.T) {
	t.Parallel()
	const text = "1 qid:1 1:1\n0 qid:1 1:0\n"
	out := letor(t, "-train", write(t, text), "-valid", write(t, text), "-test", write(t, text), "-patience", "3")
	assert.Contains(t, out, "\nvalid  ")
	assert.Len(t, figures(t, out, "epoch"), 4, "the first epoch is perfect, three more are no better")
	assert.Regexp(t, regexp.MustCompile(`(?m)^chosen: epoch 1, `), out)
	assert.NotContains(t, letor(t), "chosen")
}

func TestValidOptions(t *testing.T) {
	t.Parallel()
	for _, tt := range [][]string{{"-valid without -train", "-valid", "x"}, {"-patience must be at least 1", "-patience", "0"}} {
		var stdout, stderr bytes.Buffer
		assert.Equal(t, 2, run(tt[1:], &stdout, &stderr))
		assert.True(t, strings.Contains(stderr.String(), tt[0]), stderr.String())
	}
}
