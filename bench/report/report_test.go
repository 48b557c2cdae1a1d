package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/bench/internal/measure"
	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// sample returns a report of an imaginary machine.
func sample() *results {
	r := &results{Machine: machine{CPU: "Some <CPU>", Cores: 2, Caches: someCaches["server"], Go: "go1.26", Revision: "revision 0123456, modified", Command: "go run ./bench/report"},
		Absent: []string{"no peer clang: <it> is not here"}}
	r.Rows = []row{
		{Section: "limit", What: "float32 forward", Tier: "avx2", Region: inL2, N: 1 << 16, NsEach: 0.123, GBs: 97.6,
			Against: "roofline avx2 plain", Measured: measure.Estimate{Median: 0.94, Low: 0.93, High: 0.95}, Aim: 0.9},
		{Section: "limit", What: "float64 forward", Tier: "avx2", Region: inL1, N: 512, Measured: measure.Estimate{Median: 0.7}, Aim: 0.75},
		{Section: "small", What: "float32 forward", N: 1, Measured: measure.Estimate{Median: 14.2}, Aim: 15, AtMost: true},
		{Section: "lists", What: "1 list of 1Mi items", Tier: "avx2", Region: inL3, N: 1 << 20, NsEach: 25, GBs: 123456,
			Against: listSort, Measured: measure.Estimate{Median: 3.4}, Aim: sortAim},
		{Section: "limit", What: "float32 fused", Tier: "avx512", Region: memory, N: 8 << 20, NsEach: 0.37, Measured: measure.Estimate{Median: 0.99}},
		{Section: "limit", What: "float32 fused", Tier: "avx2", Region: memory, N: 8 << 20, NsEach: 0.38, Measured: measure.Estimate{Median: 0.98}},
	}
	for _, pass := range chartPasses {
		for n := 64; n <= 1<<20; n *= 4 {
			r.Points = append(r.Points, point{pass, "avx2", n, 100}, point{pass, plainVariant, n, 5}, point{pass, rooflineVariant, n, 110})
		}
	}
	for n := 16; n <= 1<<20; n *= 2 {
		r.ListPoints = append(r.ListPoints, listPoint{listSort, n, 85}, listPoint{"lists avx2", n, 25})
		if n <= 1<<13 {
			r.ListPoints = append(r.ListPoints, listPoint{listLoop, n, float64(n)})
		}
	}
	return r
}

func TestTable(t *testing.T) {
	text := sample().markdown()
	assert.Contains(t, text, "\n| float32 forward | avx2 | L2 | 64Ki | 0.123 | 97.6 | roofline avx2 plain | 0.940 | 0.930 to 0.950 | ≥ 0.900 | met |\n")
	assert.Contains(t, text, "| 0.700 | 0.000 to 0.000 | ≥ 0.750 | missed |\n")
	assert.Contains(t, text, "| 14.2 ns | 0.000 to 0.000 | ≤ 15.0 ns | met |\n")
	assert.Contains(t, text, "\nThis section: 1 of 2 aims met.\n\n### ")
	assert.True(t, strings.HasSuffix(text, "\n\n3 of 4 aims met.\n"))
	assert.Contains(t, text, "\n| call | tier | in | pairs | ns/pair | GB/s | against | measured | quartiles | aim |  |\n| --- | --- | --- | --: |")
	assert.Contains(t, text, "\n| call | tier | in | items | ns/item | against |", "lists have no pairs to count")
	assert.Contains(t, text, "\n| 1 list of 1Mi items | avx2 | L3 | 1Mi | 25.0 | "+listSort+" | 3.40 |")
	assert.NotContains(t, text, "| 123456 |")
	assert.Contains(t, text, "go1.26; revision 0123456, modified;")
	assert.Contains(t, text, "\nLeft out:\n\n- no peer clang: <it> is not here\n\n###")
	assert.NotContains(t, text, "### Workers", "nothing was measured")
	width := 0 // the number of columns of the current table
	for line := range strings.Lines(text) {
		switch {
		case !strings.HasPrefix(line, "|"):
			width = 0
		case width == 0:
			width = strings.Count(line, "|")
		default:
			assert.Equal(t, width, strings.Count(line, "|"), line)
		}
	}
}

// A summary has the numbers of the highest tier, and no line for what was not measured.
func TestSummary(t *testing.T) {
	text := sample().summary()
	assert.True(t, strings.HasPrefix(text, "Some <CPU>, 2 cores, "))
	assert.Contains(t, text, "\n| loss and both gradients, float32 pairs beyond the caches | 0.370 ns per pair, 0.990 of the limit | `go run ./bench/report -filter '^limit$'` |\n")
	assert.True(t, strings.HasSuffix(text, "\n\n`go run ./bench/report`, all sections: 3 of 4 aims met.\n"))
	assert.Equal(t, 2+1, strings.Count(text, "\n|"), "its head, and a line for each")
	names := sectionNames()
	for _, h := range headlines {
		assert.Contains(t, names, h.section)
	}
}

// The page needs no other file, and escapes names.
func TestPage(t *testing.T) {
	dir := t.TempDir()
	r := sample()
	require.NoError(t, r.write(dir))
	page, err := os.ReadFile(filepath.Join(dir, pageFile))
	require.NoError(t, err)
	assert.NotRegexp(t, `(?i)<(link|script|img)|src=|@import|url\(`, string(page))
	assert.Equal(t, 2, strings.Count(string(page), "<svg "))
	assert.Contains(t, string(page), "<th>ns/pair</th>")
	assert.Contains(t, string(page), "<th>ns/item</th>")
	for line := range strings.SplitSeq(listTitle, "\n") {
		assert.Contains(t, string(page), line)
	}
	assert.NotContains(t, string(page), "<?xml")
	assert.Contains(t, string(page), "Some &lt;CPU&gt;")
	assert.Contains(t, string(page), "<dd>revision 0123456, modified</dd>")
	assert.Contains(t, string(page), "<dt>Left out</dt><dd>no peer clang: &lt;it&gt; is not here</dd>")
	assert.Equal(t, 1, strings.Count(string(page), `class="missed"`))

	var back results
	samples, err := os.ReadFile(filepath.Join(dir, samplesFile))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(samples, &back))
	assert.Equal(t, *r, back)
}

// The chart has the names of all variants, caches and panels. Without points there is no chart.
func TestChart(t *testing.T) {
	r := sample()
	svg, png, err := r.chart().render()
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(string(png), "\x89PNG"))
	for _, text := range []string{label(rooflineVariant), "marginrank, AVX2", plainVariant, ">L1 is full<", ">L2 is full<", speedTitle, titles[workload.Forward], titles[workload.ForwardBackward]} {
		assert.Contains(t, string(svg), text)
	}
	assert.NotContains(t, string(svg), ">L3 is full<", "beyond the last point")
	assert.Equal(t, rooflineVariant, r.variants()[0])

	r.Points = nil
	svg, png, err = r.chart().render()
	assert.NoError(t, err)
	assert.Nil(t, svg)
	assert.Nil(t, png)
}

// tiny returns a plan for a machine with small caches, so that everything is measured quickly.
func tiny() *plan {
	return &plan{
		Plan:     measure.Plan{Rounds: 2, Batch: time.Microsecond},
		caches:   caches{16 << 10, 64 << 10, 256 << 10},
		share:    256 << 10,
		sections: regexp.MustCompile(""),
		sizes:    []int{64, 256},
		peers:    []peer{slowPeer{}},

		listSizes: []int{16, 2 * workload.MostQuadratic},
		listPeers: []listPeer{slowPeer{}},
	}
}

type slowPeer struct{}

func (slowPeer) Name() string            { return "PyTorch, slow" }
func (slowPeer) Knows(dtype string) bool { return dtype == workload.Float32 }

func (slowPeer) Time(dtype, _ string, _, _ int) (float64, error)  { return 1e12, nil }
func (slowPeer) TimeLists(string, int, int, int) (float64, error) { return 1e12, nil }
func (slowPeer) Close() error                                     { return nil }

// Every experiment runs, says in which region its arrays are, and compares calls that move the same bytes.
func TestExperiments(t *testing.T) {
	if testing.Short() {
		t.Skip("goes through many megabytes")
	}
	p := tiny()
	list, err := p.experiments()
	require.NoError(t, err)
	var r results
	seen := map[string]bool{}
	for _, e := range list {
		require.False(t, seen[e.name], "%s twice", e.name)
		seen[e.name] = true
		if strings.Contains(e.name, memory) || strings.Contains(e.name, "Mi pairs") {
			continue // these have at least 8Mi pairs
		}
		require.NoError(t, e.run(&r), e.name)
	}
	for _, row := range r.in("limit") {
		assert.InDelta(t, row.GBs*row.NsEach, float64(bytesOf(t, row)), 1e-6, row.What)
		assert.Equal(t, row.Region, p.caches.of(row.N*bytesOf(t, row)), row.What)
		assert.Contains(t, row.Samples, row.Against)
	}
	for _, row := range r.in("peers") {
		assert.Equal(t, 10.0, row.Aim)
		assert.True(t, row.met(), row.What)
	}
	for _, row := range r.Rows {
		assert.Positive(t, row.Measured.Median, row.What)
	}
	for _, name := range []string{"limit", "dtypes", "stream", "small", "peers", "indexed", "lists"} {
		if len(assemblyTiers()) > 0 {
			assert.NotEmpty(t, r.in(name), name)
		}
		for _, row := range r.in(name) {
			assert.Positive(t, row.Aim, row.What)
		}
	}
	assert.NotEmpty(t, r.Points)
	checkStream(t, &r)
	checkLists(t, &r)
	checkListWeights(t, &r)
	checkIndexed(t, &r)
	checkWeights(t, &r)
}

// bytesOf returns the bytes per pair of a row's call.
func bytesOf(t *testing.T, r row) int {
	for _, w := range limitWorkloads() {
		if describeCall(w) == r.What {
			return w.PairBytes()
		}
	}
	t.Fatal(r.What)
	return 0
}

func TestOptions(t *testing.T) {
	p, err := options{quick: true, filter: "^(limit|small)$", sizes: "64, 100"}.plan()
	require.NoError(t, err)
	assert.Equal(t, []int{64, 100}, p.sizes)
	list, err := p.experiments()
	require.NoError(t, err)
	for _, e := range list {
		assert.Regexp(t, "^(limit|small): ", e.name)
	}
	for _, o := range []options{{filter: "("}, {sizes: "0"}, {sizes: "many"}} {
		_, err := o.plan()
		assert.Error(t, err)
	}
	p.sections = regexp.MustCompile("nothing")
	_, err = p.experiments()
	assert.Error(t, err)
}

func TestAims(t *testing.T) {
	assert.Equal(t, 0.3, smallAim(1))
	assert.Equal(t, 1.0, smallAim(16))
	assert.Equal(t, 1.0, smallAim(63))
	assert.Equal(t, 3.0, smallAim(64))
	assert.Equal(t, 4.0, smallAim(100))
	assert.Equal(t, 1.8, coresAim(256<<10, 2))
	assert.Equal(t, 2.0, indexedAim(memory))
	assert.Equal(t, 2.0, indexedAim(inL3))
	assert.Equal(t, 1.0, indexedAim(inL2))
	assert.Equal(t, 1.0, dtypesAim(cpuid.AVX2, inL3))
	assert.Equal(t, 1.5, dtypesAim(cpuid.AVX2, memory))
	assert.Equal(t, 1.7, dtypesAim(cpuid.AVX512, inL3))
	assert.Equal(t, 0.95, streamAim(float32Workload(workload.ForwardBackward, 1<<20), 32<<20))
	assert.Equal(t, 1.2, streamAim(float32Workload(workload.ForwardBackward, 4<<20), 32<<20))
	none := float32Workload(workload.Forward, 4<<20)
	none.Reduction = loss.None
	assert.InDelta(t, 0.9*20/16, streamAim(none, 32<<20), 1e-12, "an output of four bytes that is not read first")
}

func TestPeerAims(t *testing.T) {
	server := someCaches["server"]
	for _, test := range []struct {
		name, dtype, pass string
		n                 int
		want              float64
	}{
		{"gcc", workload.Float32, workload.Forward, 64, 0.5},
		{"gcc", workload.Float64, workload.ForwardBackward, 256, 0.5},
		{"gcc", workload.Float32, workload.ForwardBackward, 1 << 10, 0.9},
		{"clang", workload.Float64, workload.Forward, 1 << 10, 0.8},
		{"gcc", workload.Float32, workload.Forward, 1 << 20, 0.9},
		{"gcc", workload.Float64, workload.ForwardBackward, 1 << 20, 1}, // just above 32 MiB
		{"gcc", workload.Float64, workload.Forward, 8 << 20, 1},
		{"gcc", workload.Float32, workload.ForwardBackward, 8 << 20, 1.1},
		{"PyTorch 2.6 eager", workload.Float32, workload.Forward, 64, 10},
		{"torch-compile", workload.Float32, workload.Forward, 8 << 20, 10},
		{"archsimd", workload.Float32, workload.Forward, 1 << 10, 1},
		{"jax", workload.Float32, workload.Forward, 1 << 10, 1},
	} {
		w := float32Workload(test.pass, test.n)
		w.DType = test.dtype
		assert.Equal(t, test.want, peerAim(test.name, w, server), test)
	}
}
