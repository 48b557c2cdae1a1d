package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const output = `goos: linux
pkg: example.com/bench
BenchmarkKernel/pass=forward/n=1Ki/tier=avx512-2   	  465352	       129.7 ns/op	94776.69 MB/s	         0.1266 ns/pair	       0 B/op
BenchmarkKernel/pass=forward/n=1Mi/tier=avx512-2   	     358	    165885 ns/op
BenchmarkPlain 	     358	    2 ns/op
PASS
`

func TestParse(t *testing.T) {
	list, err := parse(strings.NewReader(output))
	require.NoError(t, err)
	require.Len(t, list, 3)
	assert.Equal(t, "BenchmarkKernel/pass=forward/n=1Ki/tier=avx512", list[0].name)
	assert.InEpsilon(t, 129.7e-9, list[0].seconds, 1e-9)
	assert.InEpsilon(t, 165885e-9, list[1].seconds, 1e-9)
	assert.Equal(t, "BenchmarkPlain", list[2].name)
}

func TestParseErrors(t *testing.T) {
	_, err := parse(strings.NewReader("BenchmarkA 1 2 MB/s\n"))
	assert.ErrorContains(t, err, "no ns/op")
	_, err = parse(strings.NewReader("BenchmarkA 1 x ns/op\n"))
	assert.Error(t, err)
}

func TestExactly(t *testing.T) {
	assert.Equal(t, `^BenchmarkA$/^n=1\.5$/^tier=avx2$`, exactly("BenchmarkA/n=1.5/tier=avx2"))
}

func TestMatch(t *testing.T) {
	both, gone, added := match(
		[]timing{{"a", 1}, {"b", 1}, {"c", 1}},
		[]timing{{"d", 1}, {"c", 1}, {"a", 1}})
	assert.Equal(t, []string{"c", "a"}, both)
	assert.Equal(t, []string{"b"}, gone)
	assert.Equal(t, []string{"d"}, added)
}

func TestDuration(t *testing.T) {
	assert.Equal(t, "129.7ns", duration(129.7e-9))
	assert.Equal(t, "7.90µs", duration(7.9e-6))
	assert.Equal(t, "12.00ms", duration(0.012))
}
