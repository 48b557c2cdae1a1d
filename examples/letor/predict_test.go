package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What is saved and loaded gives each document the score that the trained model does, to the bit.
func TestPredictIsTheTrainedModel(t *testing.T) {
	t.Parallel()
	text := "2 qid:1 3:1.7 9:-2\n0 qid:1 3:0.3 9:1 # a comment\n1 qid:2 9:0.1\n0 qid:2 3:5\n"
	name, model := write(t, text), filepath.Join(t.TempDir(), "model.json")
	letor(t, "-train", name, "-test", name, "-epochs", "7", "-save", model)
	bare := strings.NewReplacer("2 qid:1 ", "", "0 qid:1 ", "0 ", "1 qid:2 ", "qid:2 ").Replace(text)
	got := letor(t, "-load", model, "-predict", write(t, "\n"+bare))

	o, err := parseOptions([]string{"-train", name, "-test", name, "-epochs", "7"}, os.Stderr)
	require.NoError(t, err)
	p, err := o.data(os.Stderr)
	require.NoError(t, err)
	_, err = p.train.scale(p.others()...)
	require.NoError(t, err)
	require.Nil(t, p.valid, "the last epoch is kept")
	m := newModel(p.train, o.settings)
	for range o.epochs {
		_, err := m.epoch()
		require.NoError(t, err)
	}
	score(m.scores, p.train, m.weights)
	var want bytes.Buffer
	for _, s := range m.scores {
		fmt.Fprintln(&want, s)
	}
	assert.Equal(t, want.String(), got)
	assert.NotContains(t, got, "0\n0\n")
}

// A file that is no model, or not of this version, is said to be so, by name, and nothing is scored.
func TestDamagedModels(t *testing.T) {
	t.Parallel()
	const good = `{"version":1,"features":[{"number":1,"scale":2,"weight":3}]}`
	documents := write(t, "1:4\n")
	assert.Equal(t, "6\n", letor(t, "-load", write(t, good), "-predict", documents))
	for want, text := range map[string]string{
		"is no model of letor":                 "",
		"is no model of letor: unexpected":     good[:40],
		"is no model of letor: something":      good + "{}",
		"version 2: this program reads":        strings.Replace(good, `"version":1`, `"version":2`, 1),
		"version 0: this program reads":        `{}`,
		"it has no features":                   `{"version":1}`,
		"scale of 0":                           strings.Replace(good, `"scale":2`, `"scale":0`, 1),
		"unknown field":                        strings.Replace(good, "weight", "wait", 1),
		"feature 1 is there twice":             strings.Replace(good, "}]", `},{"number":1,"scale":2,"weight":3}]`, 1),
		"a feature has no number or no weight": strings.Replace(good, "\"weight\"", "\"scale\"", 1),
		"cannot unmarshal number 1e99":         strings.Replace(good, `"weight":3`, `"weight":1e99`, 1),
	} {
		var stdout, stderr bytes.Buffer
		name := write(t, text)
		assert.Equal(t, 1, run([]string{"-load", name, "-predict", documents}, &stdout, &stderr), want)
		assert.Contains(t, stderr.String(), want)
		assert.Contains(t, stderr.String(), name)
		assert.Empty(t, stdout.String())
	}
}

// Documents that cannot be scored are errors with their line.
func TestBadDocuments(t *testing.T) {
	t.Parallel()
	model := write(t, `{"version":1,"features":[{"number":1,"scale":1e-30,"weight":3e38}]}`)
	for want, text := range map[string]string{
		"features must increase":  "1:0\n2:1 1:1\n",
		"no finite number":        "1:0\n1:x\n",
		"the score is not finite": "1:0\n1:1\n",
	} {
		var stdout, stderr bytes.Buffer
		assert.Equal(t, 1, run([]string{"-load", model, "-predict", write(t, text)}, &stdout, &stderr), want)
		assert.Contains(t, stderr.String(), want)
		assert.Contains(t, stderr.String(), ":2")
	}
	var stdout, stderr bytes.Buffer
	assert.Equal(t, 2, run([]string{"-load", model}, &stdout, &stderr))
	assert.Equal(t, 2, run([]string{"-load", model, "-predict", model, "-train", model}, &stdout, &stderr))
}
