package cpuid

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestLastCache(t *testing.T) {
	for size, want := range map[int]int{-1: usual, 0: usual, 8 << 20: 8 << 20, most: most, 480 << 20: most} {
		assert.Equal(t, want, share(size), size)
	}
	assert.Positive(t, LastCache())
	assert.LessOrEqual(t, LastCache(), most)
}
