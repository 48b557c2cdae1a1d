package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// letor runs the program and wants it to succeed.
func letor(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status := run(args, &stdout, &stderr)
	require.Zero(t, status, "stderr: %s", &stderr)
	require.Empty(t, stderr.String())
	return stdout.String()
}

// figures are the numbers of the lines that begin with what, in order: NDCG@5, NDCG@10, AUC in percent.
func figures(t *testing.T, out, what string) [][3]float64 {
	t.Helper()
	var list [][3]float64
	for _, m := range regexp.MustCompile(`(?m)^`+what+`.*  (\d\.\d+) +(\d\.\d+) +\d\.\d+ +(\d\.\d+)$`).FindAllStringSubmatch(out, -1) {
		var f [3]float64
		for i := range f {
			v, err := strconv.ParseFloat(m[i+1], 64)
			require.NoError(t, err)
			f[i] = v * [...]float64{1, 1, 100}[i]
		}
		list = append(list, f)
	}
	require.NotEmpty(t, list, "%s in\n%s", what, out)
	return list
}

// beats wants the model to be better than the baselines by so much NDCG@10.
func beats(t *testing.T, out string, anyOrder, oneFeature float64) {
	t.Helper()
	model := figures(t, out, "this model")[0]
	assert.Greater(t, model[1], figures(t, out, "random order")[0][1]+anyOrder)
	assert.Greater(t, model[1], figures(t, out, "best feature in training")[0][1]+oneFeature)
}

func TestMadeUpData(t *testing.T) {
	t.Parallel()
	out := letor(t)
	assert.Contains(t, out, "train  made-up data: 90 queries, ")
	assert.Contains(t, out, "valid  made-up data, every fourth of the rest: 30 queries, ")
	assert.Contains(t, out, "test   made-up data, every fourth query: 40 queries, 642 documents, 12 features\n")
	assert.Regexp(t, `tier (portable|neon|avx2|avx512)\n`, out)
	assert.Equal(t, 50.0, figures(t, out, "random order")[0][2])
	beats(t, out, 0.25, 0.05)
}

func TestRunIsDeterministic(t *testing.T) {
	assert.Equal(t, letor(t, "-epochs", "3"), letor(t, "-epochs", "3"))
}

// write puts text into a file and returns its name.
func write(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "documents")
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return name
}

func TestTestFile(t *testing.T) {
	const text = "1 qid:1 1:1\n0 qid:1 1:0\n"
	out := letor(t, "-train", write(t, text), "-test", write(t, text), "-epochs", "2")
	assert.Contains(t, out, "\nvalid  none, there are too few queries: the last epoch is kept\n")
	assert.Equal(t, [3]float64{1, 1, 100}, figures(t, out, "this model, epoch 2")[0])
}

// Both parts count on the same columns, whatever comes first in their files; and a report calls a feature what the
// files do.
func TestPartsShareColumns(t *testing.T) {
	train := write(t, "1 qid:1 0:1 16777216:1\n0 qid:1 0:1\n")
	test := write(t, "1 qid:1 16777216:1\n0 qid:1 5:9\n")
	out := letor(t, "-train", train, "-test", test, "-epochs", "2")
	assert.Contains(t, out, "\nbest feature in training (id 16777216 in the data) ")
	assert.Equal(t, [3]float64{1, 1, 100}, figures(t, out, "this model")[0])
}

// What can't be learned or measured is said in words, before any figure.
func TestNothingToRank(t *testing.T) {
	const good, flat = "1 qid:1 1:1\n0 qid:1 1:2\n", "1 qid:1 1:1\n1 qid:1 1:2\n"
	tests := map[string]struct{ train, test, want string }{
		"train":       {flat, good, "there is no pair to rank"},
		"test":        {good, flat, "there is no pair to rank"},
		"no features": {"1 qid:1\n0 qid:1\n", good, "no document has a feature"},
		"far off":     {"1 qid:1 1:1e-30\n0 qid:1 1:2e-30\n", "1 qid:1 1:1e38\n0 qid:1 1:1\n", "feature 1: 1e+38 is too large"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			assert.Equal(t, 1, run([]string{"-train", write(t, tt.train), "-test", write(t, tt.test)}, &stdout, &stderr))
			assert.Contains(t, stderr.String(), tt.want)
			assert.Empty(t, stdout.String())
		})
	}
}

// A level start: all pairs miss the margin whole, and the loss falls from there.
func TestLossFalls(t *testing.T) {
	train := makeUp()
	o, err := parseOptions([]string{"-epochs", "5"}, io.Discard)
	require.NoError(t, err)
	m := newModel(train, o.settings)
	var losses []float64
	for range o.epochs {
		l, err := m.epoch()
		require.NoError(t, err)
		losses = append(losses, l)
	}
	assert.InDelta(t, 1, losses[0], 1e-6)
	assert.IsDecreasing(t, losses)
}

// Wherever numbers run out of range, the run ends, and says what to do.
func TestRunawayTrainingIsAnError(t *testing.T) {
	tests := map[string]struct {
		args []string
		want string
	}{
		"weights":         {[]string{"-rate", "1e30", "-decay", "1e38"}, "a weight is not finite: try a smaller -rate or -decay"},
		"scores":          {[]string{"-rate", "3e38", "-epochs", "5"}, "made-up data: a score is not finite: try a smaller -rate"},
		"scores, 1 epoch": {[]string{"-rate", "3e38", "-epochs", "1"}, "made-up data: a score is not finite"},
		"scores, decay":   {[]string{"-rate", "1e38", "-decay", "1e38"}, "made-up data: a score is not finite"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			assert.Equal(t, 1, run(tt.args, &stdout, &stderr))
			assert.Contains(t, stderr.String(), tt.want)
			assert.NotContains(t, stdout.String(), "NaN")
		})
	}
}

// Scores may be finite, and their differences not.
func TestLossThatIsNotFiniteIsAnError(t *testing.T) {
	d := newDataset("far", newFeatures())
	for i, v := range []float32{3e38, -3e38} {
		d.feature(1, v)
		d.endDocument(float32(i))
	}
	d.endQuery()
	m := newModel(d, settings{epochs: 1, margin: 1, rate: 1})
	m.weights[0] = 1
	_, err := m.epoch()
	assert.ErrorContains(t, err, "the loss is not finite: try a smaller -rate")
}

func TestErrors(t *testing.T) {
	tests := map[string]struct {
		args   []string
		status int
		want   string
	}{
		"unknown flag": {[]string{"-x"}, 2, "flag provided but not defined: -x"},
		"argument":     {[]string{"train.txt"}, 2, "unexpected argument"},
		"test alone":   {[]string{"-test", "x"}, 2, "-test without -train"},
		"epochs":       {[]string{"-epochs", "0"}, 2, "-epochs must be at least 1"},
		"margin":       {[]string{"-margin", "-1"}, 2, "-margin must not be below 0"},
		"rate":         {[]string{"-rate", "NaN"}, 2, "-rate must be above 0"},
		"decay":        {[]string{"-decay", "-1"}, 2, "-decay must not be below 0"},
		"few queries":  {[]string{"-train", write(t, "1 qid:1 1:1\n0 qid:1 1:2\n")}, 1, "fewer than 4 queries: none is left for the test"},
		"weights":      {[]string{"-weights", "x"}, 2, "-weights without -train"},
		"save":         {[]string{"-save", "missing/model"}, 2, "-save: stat missing: "},
		"plot":         {[]string{"-plot", "missing/curve"}, 2, "-plot: stat missing: "},
		"no file":      {[]string{"-train", "missing"}, 1, "letor: open missing"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			assert.Equal(t, tt.status, run(tt.args, &stdout, &stderr))
			assert.Contains(t, stderr.String(), tt.want)
			assert.Empty(t, stdout.String())
		})
	}
}

func TestHelp(t *testing.T) {
	var stdout, stderr bytes.Buffer
	assert.Zero(t, run([]string{"-h"}, &stdout, &stderr))
	for _, name := range []string{"train", "valid", "test", "save", "load", "predict", "weights", "per-list", "plot", "epochs", "patience", "margin", "lambda", "rate", "decay"} {
		assert.Regexp(t, `(?m)^  -`+name+`\b`, stderr.String())
	}
}
