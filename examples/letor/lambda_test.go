package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Weights change what is learned, and what is learned still ranks.
func TestLambda(t *testing.T) {
	t.Parallel()
	out := letor(t, "-lambda")
	beats(t, out, 0.2, 0)
	assert.NotEqual(t, letor(t), out)
}

// Queries that count the same learn something else than pairs that do.
func TestPerList(t *testing.T) {
	t.Parallel()
	out := letor(t, "-per-list")
	beats(t, out, 0.2, 0)
	assert.NotEqual(t, letor(t), out)
}

// Without a margin, equal scores are where the gradient begins.
func TestNoMargin(t *testing.T) {
	t.Parallel()
	out := letor(t, "-margin", "0")
	beats(t, out, 0.25, 0.05)
}
