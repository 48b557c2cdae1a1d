package main

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEachLine(t *testing.T) {
	collect := func(text string) (list []string) {
		require.NoError(t, eachLine("f", iotest.OneByteReader(strings.NewReader(text)), func(line []byte) error {
			list = append(list, string(line))
			return nil
		}))
		return list
	}
	assert.Equal(t, []string{"a", "", "b"}, collect("a\n\nb\n"))
	assert.Equal(t, []string{"a", "b"}, collect("a\r\nb"))
	assert.Empty(t, collect(""))

	visits := 0
	err := eachLine("f", strings.NewReader("a\nb\nc\n"), func([]byte) error {
		if visits++; visits == 2 {
			return errors.New("bad")
		}
		return nil
	})
	assert.EqualError(t, err, "f:2: bad")

	err = eachLine("f", io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(errors.New("cut off"))), func([]byte) error { return nil })
	assert.ErrorContains(t, err, "cut off")
}
