package main

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// together trains on n goroutines that are connected as processes are, and returns what process 0 reports, without its first line.
func together(t *testing.T, n int, parts []*part) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	var others sync.WaitGroup
	for i := 1; i < n; i++ {
		others.Go(func() {
			g, err := join(listener.Addr().String(), i)
			if assert.NoError(t, err) {
				assert.NoError(t, train(g, parts[i], new(bytes.Buffer)))
			}
		})
	}
	g, err := gather(listener, n)
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, train(g, parts[0], &out))
	others.Wait()
	return out.String()
}

// Losses and weights have the same bits for any number of processes, also if one has no queries or all of them.
func TestSameWeights(t *testing.T) {
	want := together(t, 1, []*part{partOf(0, 1)})
	t.Log(want)
	assert.Contains(t, want, "step  0: mean loss 1, ")
	assert.Contains(t, want, "SHA-256")
	for _, n := range []int{2, 3, 8} {
		var parts []*part
		for i := range n {
			parts = append(parts, partOf(i, n))
		}
		assert.Equal(t, want, together(t, n, parts), n)
	}
	none := &part{offsets: []int{0}}
	assert.Equal(t, want, together(t, 3, []*part{none, partOf(0, 1), none}))
}

// A process that ends early is an error of all others, and nobody waits forever.
func TestLostProcess(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	g, err := join(listener.Addr().String(), 1)
	require.NoError(t, err)
	first, err := gather(listener, 2)
	require.NoError(t, err)
	g.close()
	assert.Error(t, train(first, partOf(0, 2), new(bytes.Buffer)))
}

// The program itself, with processes of its own.
func TestProcesses(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	program := filepath.Join(t.TempDir(), "processes.exe")
	out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput()
	require.NoError(t, err, string(out))
	page, err := os.ReadFile(filepath.FromSlash("../../docs/processes.md"))
	require.NoError(t, err)
	for _, n := range []string{"1", "3"} {
		cmd := exec.Command(program, "-processes", n)
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		require.NoError(t, err)
		_, results, ok := strings.Cut(string(out), n+" processes\n")
		require.True(t, ok)
		assert.Contains(t, string(page), "```text\n3 processes\n"+results+"```\n", "docs/processes.md says what the program prints")
	}
	assert.Error(t, exec.Command(program, "-index", "3", "-of", "3").Run())
}
