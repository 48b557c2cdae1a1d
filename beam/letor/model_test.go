package letor

import (
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// letor runs examples/letor and returns what it prints.
func letor(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", append([]string{"run", "-buildvcs=false", "./examples/letor"}, args...)...)
	cmd.Dir = "../.."
	cmd.Env = append(os.Environ(), "GOWORK=off")
	cmd.Stderr = t.Output()
	out, err := cmd.Output()
	require.NoError(t, err)
	return string(out)
}

// Scores are the ones that examples/letor predicts with its own model, to the bit.
func TestScoresAreThoseOfLetor(t *testing.T) {
	text, _ := randomText(200)
	train, documents := write(t, "train", text), write(t, "documents", text+"1 qid:last 5:1 4000:7\n")
	model := train + ".json"
	letor(t, "-train", train, "-epochs", "3", "-save", model)
	want := letor(t, "-load", model, "-predict", documents)
	m, err := LoadModel(context.Background(), model)
	require.NoError(t, err)
	queries, err := queriesOf(documents, DefaultBlock)
	require.NoError(t, err)
	var got strings.Builder
	for _, q := range queries {
		scores, err := m.Scores(q)
		require.NoError(t, err)
		for _, s := range scores {
			fmt.Fprintln(&got, s)
		}
	}
	assert.Equal(t, want, got.String())
}

func TestScoresThatAreNotFinite(t *testing.T) {
	m := Model{1: {Scale: 1e-30, Weight: 1e30}}
	_, err := m.Scores(Query{File: "f", Line: 7, Relevance: []float32{0, 1}, Ends: []int{0, 1}, Features: []int{1}, Values: []float32{math.MaxFloat32}})
	assert.EqualError(t, err, "letor: f:7: the score of document 2 of this query is not finite")
}

func TestDamagedModels(t *testing.T) {
	for text, want := range map[string]string{
		"":                            "EOF",
		"{}":                          "it has version 0, not 1",
		`{"version":2}`:               "it has version 2, not 1",
		`{"version":1,"features":[]}`: "it has no features",
		`{"version":1,"more":1}`:      "unknown field",
		`{"version":1,"features":[{"number":1,"scale":1}]}`:                                              "no weight",
		`{"version":1,"features":[{"scale":1,"weight":1}]}`:                                              "no number",
		`{"version":1,"features":[{"number":1,"scale":0,"weight":1}]}`:                                   "feature 1 has a scale of 0",
		`{"version":1,"features":[{"number":-1,"scale":1,"weight":1}]}`:                                  "feature -1",
		`{"version":1,"features":[{"number":1,"scale":1,"weight":1},{"number":1,"scale":1,"weight":1}]}`: "feature 1 is there twice",
		`{"version":1,"features":[{"number":1,"scale":1,"weight":1}]} {}`:                                "something is behind it",
	} {
		name := write(t, "model.json", text)
		_, err := LoadModel(context.Background(), name)
		assert.ErrorContains(t, err, "letor: "+name+" is no model: ")
		assert.ErrorContains(t, err, want)
	}
}
