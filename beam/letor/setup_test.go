package letor

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
	"github.com/stretchr/testify/require"

	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
)

func TestMain(m *testing.M) { ptest.Main(m) }

// write writes a file and returns its name.
func write(t *testing.T, name, text string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return name
}

// beside writes another file for the documents in the named one.
func beside(t *testing.T, name, suffix, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(name+suffix, []byte(text), 0o600))
}

// blocksOf returns the blocks of a file.
func blocksOf(name string, size int64) (blocks []Block, err error) {
	err = cut(context.Background(), name, size, func(b Block) { blocks = append(blocks, b) })
	return blocks, err
}

// queriesOf reads all queries of a file, in blocks.
func queriesOf(name string, size int64) (queries []Query, err error) {
	blocks, err := blocksOf(name, size)
	for _, b := range blocks {
		if err == nil {
			err = b.parse(context.Background(), func(q Query) { queries = append(queries, q) })
		}
	}
	return queries, err
}

// randomText returns documents with a qid, and the sizes of their queries.
func randomText(queries int) (documents, sizes string) {
	r := rand.New(rand.NewPCG(5, uint64(queries)))
	var text, list strings.Builder
	for q := range queries {
		n := 1 + r.IntN(9)
		fmt.Fprintln(&list, n)
		for range n {
			fmt.Fprintf(&text, "%d qid:%d", r.IntN(4), q)
			for feature := 1; feature < 20; feature += 1 + r.IntN(9) {
				fmt.Fprintf(&text, " %d:%.3g", feature, r.NormFloat64())
			}
			text.WriteString([]string{"\n", "\r\n", " # a comment\n", "\n\n"}[r.IntN(4)])
		}
	}
	return text.String(), list.String()
}
