package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestProgressElsewhereIsPlainLines(t *testing.T) {
	var out bytes.Buffer
	report, finish := newProgress(&output{to: &out}, 20)
	for epoch := range 20 {
		report(epoch+1, 0.5)
	}
	assert.NoError(t, finish())
	assert.Equal(t, `epoch  1 of 20  loss 0.5000
epoch  2 of 20  loss 0.5000
epoch  4 of 20  loss 0.5000
epoch  6 of 20  loss 0.5000
epoch  8 of 20  loss 0.5000
epoch 10 of 20  loss 0.5000
epoch 12 of 20  loss 0.5000
epoch 14 of 20  loss 0.5000
epoch 16 of 20  loss 0.5000
epoch 18 of 20  loss 0.5000
epoch 20 of 20  loss 0.5000
`, out.String())
}

func TestProgressOfFewEpochs(t *testing.T) {
	var out bytes.Buffer
	report, finish := newProgress(&output{to: &out}, 2)
	report(1, 1)
	report(2, 0.25)
	assert.NoError(t, finish())
	assert.Equal(t, "epoch 1 of 2  loss 1.0000\nepoch 2 of 2  loss 0.2500\n", out.String())
}

func TestProgressBar(t *testing.T) {
	var out bytes.Buffer
	report, finish := barProgress(&out, 3)
	for epoch := range 3 {
		report(epoch+1, 0.25)
	}
	assert.NoError(t, finish())
	assert.Regexp(t, `loss 0\.2500 100% █+ \(3/3\)\n`, out.String()) // how many: in some locales █ is two columns wide
	assert.Regexp(t, `\n$`, out.String(), "the report goes on below the bar")
}

func TestProgressBarOfStoppedTraining(t *testing.T) {
	var out bytes.Buffer
	report, finish := barProgress(&out, 4)
	report(1, 0.25)
	assert.NoError(t, finish())
	assert.Regexp(t, `loss 0\.2500  25% █+░+ \(1/4\)\n`, out.String())
}
