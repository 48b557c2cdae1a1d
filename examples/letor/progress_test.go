package main

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// readAll reads n bytes through a progress and returns what it tells.
func readAll(t *testing.T, n int64, with func(w io.Writer, in io.Reader) (io.Reader, func())) string {
	t.Helper()
	var out bytes.Buffer
	in, finish := with(&out, io.LimitReader(ones{}, n))
	buffer := make([]byte, 64<<10) // as a file is read
	var got int64
	for {
		k, err := in.Read(buffer)
		if k > 0 {
			require.Equal(t, byte(1), buffer[k-1])
		}
		clear(buffer[:k])
		got += int64(k)
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
	}
	finish()
	assert.Equal(t, n, got)
	return out.String()
}

// ones is a file of bytes 1 without an end.
type ones struct{}

func (ones) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 1
	}
	return len(p), nil
}

func TestProgressElsewhereIsLines(t *testing.T) {
	const size = 20 << 20
	out := readAll(t, size, func(w io.Writer, in io.Reader) (io.Reader, func()) {
		return newProgress(w, "folder/train.txt", size, in)
	})
	assert.Equal(t, `train.txt: 10 % of 20 MiB read
train.txt: 20 % of 20 MiB read
train.txt: 30 % of 20 MiB read
train.txt: 40 % of 20 MiB read
train.txt: 50 % of 20 MiB read
train.txt: 60 % of 20 MiB read
train.txt: 70 % of 20 MiB read
train.txt: 80 % of 20 MiB read
train.txt: 90 % of 20 MiB read
train.txt: 100 % of 20 MiB read
`, out)
}

func TestProgressOfAnUnknownSize(t *testing.T) {
	out := readAll(t, 150<<20, func(w io.Writer, in io.Reader) (io.Reader, func()) { return newProgress(w, "stdin", 0, in) })
	assert.Equal(t, "stdin: 64 MiB read\nstdin: 128 MiB read\n", out)
}

func TestNoProgressOfSmallFiles(t *testing.T) {
	for _, size := range []int64{1, soon - 1} {
		out := readAll(t, size, func(w io.Writer, in io.Reader) (io.Reader, func()) { return newProgress(w, "x", size, in) })
		assert.Empty(t, out)
	}
}

func TestProgressBar(t *testing.T) {
	out := readAll(t, 20<<20, func(w io.Writer, in io.Reader) (io.Reader, func()) { return bar(w, "100%.txt", 20<<20, in) })
	assert.Regexp(t, `100%\.txt 20 MiB of 20 MiB +█+ +0s\n$`, out)
	out = readAll(t, 1<<20, func(w io.Writer, in io.Reader) (io.Reader, func()) { return bar(w, "stdin", 0, in) })
	assert.Regexp(t, `stdin 1 MiB +\d+ [KMG]iB/s\n$`, out)
}

// An error ends the bar, and what follows stands below it.
func TestProgressBarOfStoppedReading(t *testing.T) {
	var out bytes.Buffer
	in, finish := bar(&out, "train.txt", 4<<20, io.MultiReader(strings.NewReader(strings.Repeat("x", 1<<20)), errorReader{}))
	_, err := io.ReadAll(in)
	assert.EqualError(t, err, "cut off")
	finish()
	assert.Regexp(t, `train\.txt 1 MiB of 4 MiB +█+░+.*\n$`, out.String())
}

type errorReader struct{}

func (errorReader) Read([]byte) (int, error) { return 0, errors.New("cut off") }

// A file that takes a while to read tells so.
func TestReadingTells(t *testing.T) {
	line := "1 qid:1 1:1 # " + strings.Repeat("x", 1<<10) + "\n"
	name := write(t, strings.Repeat(line, soon>>10)+"0 qid:1 1:2\n")
	var stdout, stderr bytes.Buffer
	require.Zero(t, run([]string{"-train", name, "-test", name, "-epochs", "1"}, &stdout, &stderr))
	assert.Equal(t, 20, strings.Count(stderr.String(), " % of 8 MiB read\n"), stderr.String())
	assert.NotContains(t, stdout.String(), "MiB")
}
