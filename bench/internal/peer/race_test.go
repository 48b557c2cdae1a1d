package peer

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A clock is a timer on a machine that becomes 1.5 times slower with each run.
type clock struct {
	name    string
	perPair float64
	load    *float64
	runs    *[]string
}

func (c clock) Name() string { return c.name }

func (c clock) Time(_, _ string, n, _ int) (float64, error) {
	*c.runs = append(*c.runs, c.name)
	*c.load *= 1.5
	return c.perPair * float64(n) * *c.load, nil
}

// A machine that becomes slower and slower changes the medians, but not the ratio of neighbouring runs.
func TestRace(t *testing.T) {
	load, runs := 1.0, []string{}
	a, b := clock{"a", 1, &load, &runs}, clock{"b", 3, &load, &runs}
	r, err := Race(a, b, Forward, 10, 4, 100)
	require.NoError(t, err)
	assert.Equal(t, "b", r.Peer)
	assert.InDelta(t, (3*1.5+3/1.5)/2, r.Ratio, 1e-9)
	assert.Equal(t, []string{"a", "b", "b", "a", "a", "b", "b", "a"}, runs[len(runs)-8:])
}

func TestOurs(t *testing.T) {
	var o Ours
	for _, pass := range Passes {
		ns, err := o.Time(Float32, pass, 100, 10)
		require.NoError(t, err)
		assert.Positive(t, ns)
	}
	assert.Len(t, o.batches, 1)
}

func TestPrint(t *testing.T) {
	var b strings.Builder
	Print(&b, []Result{
		{Forward, 1, "gcc", 10, 20, 2}, {Forward, 1, "torch", 10, 5000, 500},
		{ForwardBackward, 64, "torch", 20, 90, 4.5},
	})
	assert.Equal(t, ""+
		"             pass   n  ours, ns    gcc    torch\n"+
		"          forward   1        10  2.00x  500.00x\n"+
		"  forwardbackward  64        20      -    4.50x\n", b.String())
}

// BenchmarkPeers races package loss with the peers that this machine has. x is how many times as long as package
// loss the peer takes: the median of the paired ratios. ns/op is the time of the race itself. At the end the
// benchmark prints a table of all results.
func BenchmarkPeers(b *testing.B) {
	list := Find(func(why string) { b.Log(why) })
	var results []Result
	ours := new(Ours)
	for _, pass := range Passes {
		for _, n := range Sizes {
			for _, p := range list {
				b.Run(fmt.Sprintf("pass=%s/n=%d/peer=%s", pass, n, p.Name()), func(b *testing.B) {
					for range b.N {
						r, err := Race(ours, p, pass, n, 11, 10*time.Millisecond)
						if err != nil {
							b.Fatal(err)
						}
						results = append(results, r)
						b.ReportMetric(r.Ratio, "x")
						b.ReportMetric(r.Ours, "ours-ns")
						b.ReportMetric(r.Theirs, "theirs-ns")
					}
				})
			}
		}
	}
	Print(os.Stderr, results)
	for _, p := range list {
		if err := p.Close(); err != nil {
			b.Error(err)
		}
	}
}
