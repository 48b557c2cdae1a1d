package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Reading, training and testing together allocate little more than the values of a file that lists all features of all
// documents, as MSLR-WEB10K does: garbage counts here, as the collector takes none of it away before it is as much as
// the values.
func TestMemoryIsThatOfTheValues(t *testing.T) {
	if testing.Short() {
		t.Skip("writes and reads many megabytes")
	}
	const documents, width = 20_000, 136
	name := filepath.Join(t.TempDir(), "documents")
	f, err := os.Create(name)
	require.NoError(t, err)
	require.NoError(t, writeDense(f, documents, width))
	require.NoError(t, f.Close())

	var stdout, stderr bytes.Buffer
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	status := run([]string{"-train", name, "-epochs", "10"}, &stdout, &stderr)
	runtime.ReadMemStats(&after)
	require.Zero(t, status, stderr.String())
	assert.Contains(t, stdout.String(), "train  "+name+": 95 queries, 11,360 documents, 136 features\n")
	values := 4.0 * documents * width
	got := float64(after.TotalAlloc-before.TotalAlloc) / values
	t.Logf("%.2f times the values", got)
	assert.Less(t, got, 1.35, "splitting twice, for the test and for validation, adds grades to the values, and copies no value")
	assert.Greater(t, got, 1.0, "the values themselves")
}

// writeDense writes documents with all features, in queries of 120.
func writeDense(to io.Writer, documents, width int) error {
	w := bufio.NewWriter(to)
	for i := range documents {
		fmt.Fprintf(w, "%d qid:%d", i*i%5, i/120)
		for c := range width {
			fmt.Fprintf(w, " %d:%g", c+1, float32((i*31+c*17)%101)/8)
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}
