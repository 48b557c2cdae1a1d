package main

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// Editors and spreadsheets begin a file with a byte order mark, in UTF-16, too: the documents' as well as the sizes'.
func TestByteOrderMarks(t *testing.T) {
	const text, sizes = "2 1:0.5\n0 1:1\r\n1 1:7\n", "2\n1\n"
	for name, e := range map[string]encoding.Encoding{
		"UTF-8":     unicode.UTF8BOM,
		"UTF-16 LE": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		"UTF-16 BE": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	} {
		t.Run(name, func(t *testing.T) {
			encode := func(s string) string {
				s, err := e.NewEncoder().String(s)
				require.NoError(t, err)
				return s
			}
			d, err := readBoth(encode(text), encode(sizes))
			require.NoError(t, err)
			assert.Equal(t, []float32{2, 0, 1}, d.relevance)
			assert.Equal(t, [][]float32{{0.5}, {1}, {7}}, values(d))
			assert.Equal(t, []int{0, 2, 3}, d.queries)

			d, err = readBoth(encode("# a comment first\n"+text), encode("\n"+sizes))
			require.NoError(t, err)
			assert.Equal(t, []float32{2, 0, 1}, d.relevance)
		})
	}
	_, err := readBoth("1 1:1\n\ufeff1 1:1\n", "2")
	assert.ErrorContains(t, err, `f:2: relevance: "\ufeff1" is no finite number`, "in the middle it is text")
}

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
	assert.Empty(t, collect("\ufeff"))
	assert.Equal(t, []string{"\xef"}, collect("\xef"), "not the whole mark")

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
