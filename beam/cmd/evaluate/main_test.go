package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

func TestMain(m *testing.M) { ptest.Main(m) }

// command runs the command with flags, as if it was a process of its own, and returns what it prints.
func command(t *testing.T, flags map[string]string) (string, error) {
	t.Helper()
	*jobopts.Endpoint = "" // where Prism listened before
	for name, value := range flags {
		f := flag.Lookup(name)
		require.NoError(t, f.Value.Set(value))
		defer func() { require.NoError(t, f.Value.Set(f.DefValue)) }()
	}
	var out strings.Builder
	err := run(context.Background(), &out)
	return out.String(), err
}

// saved writes a model with features 1 and 2, which weigh 1 and -0.5.
func saved(t *testing.T, folder string) string {
	t.Helper()
	name := filepath.Join(folder, "model.json")
	text := `{"version":1,"features":[{"number":1,"scale":1,"weight":1},{"number":2,"scale":2,"weight":-1}]}`
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return name
}

// The report of any blocks, of one file or of several, has the bits of one call for all documents.
func TestReport(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	all := loss.Lists[float32]{Offsets: []int{0}}
	folder := t.TempDir()
	var text [3]strings.Builder
	for q := range 150 {
		for range 1 + r.IntN(20) {
			x, y, relevance := float32(r.IntN(100))/8, float32(r.IntN(100)), r.IntN(3)
			fmt.Fprintf(&text[q/50], "%d qid:%d 1:%v 2:%v\n", relevance, q, x, y)
			all.Scores = append(all.Scores, x+float32(y/2*-1))
			all.Relevance = append(all.Relevance, float32(relevance))
		}
		all.Offsets = append(all.Offsets, len(all.Scores))
	}
	var whole string
	for i := range text {
		require.NoError(t, os.WriteFile(filepath.Join(folder, fmt.Sprintf("part-%d", i)), []byte(text[i].String()), 0o600))
		whole += text[i].String()
	}
	require.NoError(t, os.WriteFile(filepath.Join(folder, "whole"), []byte(whole), 0o600))
	c := loss.MarginRanking[float32]{Margin: 2}
	value, stats, err := c.ForwardLists(all)
	require.NoError(t, err)
	c = loss.MarginRanking[float32]{Boundary: loss.Exclusive}
	_, wrong, err := c.ForwardLists(all)
	require.NoError(t, err)
	means := make([]float64, 7)
	require.NoError(t, metric.Evaluate(means, nil, all, metric.Metric{K: 1}, metric.Metric{K: 3}, metric.Metric{K: 5}, metric.Metric{K: 10},
		metric.Metric{Kind: metric.KindMAP}, metric.Metric{Kind: metric.KindMRR}, metric.Metric{Kind: metric.KindAUC}))
	var want strings.Builder
	for i, v := range []any{150, stats.Pairs, stats.Active, wrong.Active, value, means[0], means[1], means[2], means[3], means[4], means[5], means[6]} {
		names := "queries,pairs,active pairs,wrong pairs,loss,NDCG@1,NDCG@3,NDCG@5,NDCG@10,MAP,MRR,AUC"
		fmt.Fprintf(&want, "%-14s%v\n", strings.Split(names, ",")[i], v)
	}
	for _, data := range []string{"whole", "part-*"} {
		for _, block := range []string{"1", "999", "1048576"} {
			got, err := command(t, map[string]string{"model": saved(t, folder), "data": filepath.Join(folder, data), "block": block, "margin": "2"})
			require.NoError(t, err)
			assert.Equal(t, want.String(), got, "%s in blocks of %s", data, block)
		}
	}
	output := filepath.Join(folder, "reports", "one.txt")
	got, err := command(t, map[string]string{"model": saved(t, folder), "data": filepath.Join(folder, "whole"), "output": output, "margin": "2"})
	require.NoError(t, err)
	written, err := os.ReadFile(output)
	require.NoError(t, err)
	assert.Equal(t, want.String(), got)
	assert.Equal(t, got, string(written))
}

// An error in the middle of a file comes through the pipeline, with file and line.
func TestErrors(t *testing.T) {
	folder := t.TempDir()
	data := filepath.Join(folder, "documents")
	require.NoError(t, os.WriteFile(data, []byte("1 qid:1 1:1\n0 qid:2 1:1\n0 qid:2 1:one\n"), 0o600))
	model := saved(t, folder)
	for want, flags := range map[string]map[string]string{
		"evaluate wants -model and -data":                      {"model": model},
		"evaluate wants -output where a runner is given":       {"model": model, "data": data, "runner": "flink"},
		data + " is no model":                                  {"model": data, "data": data},
		data + `:3: "1:one": "one" is no finite number`:        {"model": model, "data": data},
		"no file of documents matches " + folder + "/nothing*": {"model": model, "data": folder + "/nothing*"},
	} {
		_, err := command(t, flags)
		assert.ErrorContains(t, err, want)
	}
}

// The report goes to whoever asked for it.
func TestReportThatCannotBePrinted(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "r"), []byte("x"), 0o600))
	in, out := io.Pipe()
	require.NoError(t, in.Close())
	assert.ErrorIs(t, printReport(context.Background(), out, filepath.Join(folder, "r")), io.ErrClosedPipe)
	assert.ErrorContains(t, printReport(context.Background(), io.Discard, filepath.Join(folder, "missing")), "missing")
}
