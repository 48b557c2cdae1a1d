package peer

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// A Timer times calls: a [Peer], or [Ours].
type Timer interface {
	Name() string
	Time(dtype, pass string, n, calls int) (nsPerCall float64, err error)
}

// Passes and Sizes are the workloads of a race.
var (
	Passes = []string{Forward, ForwardBackward}
	Sizes  = []int{1, 16, 64, 1 << 10, 64 << 10, 1 << 20, 8 << 20}
)

// A Result is the result of one peer on one workload.
type Result struct {
	Pass         string
	N            int
	Peer         string
	Ours, Theirs float64 // median nanoseconds per call
	Ratio        float64 // the median of the paired ratios theirs/ours; above 1, ours is faster
}

// Race times ours and a peer in turns on n float32 pairs, for a number of rounds. In a round each takes about the
// time d.
func Race(ours, peer Timer, pass string, n, rounds int, d time.Duration) (Result, error) {
	timers := []Timer{ours, peer}
	var calls [2]int
	for k, t := range timers {
		c, err := calibrate(t, pass, n, d/2)
		if err != nil {
			return Result{}, err
		}
		calls[k] = c
	}
	var ns [2][]float64
	for round := range rounds {
		for k := range timers {
			k ^= round & 1 // the first one in a round alternates
			t, err := timers[k].Time(Float32, pass, n, calls[k])
			if err != nil {
				return Result{}, err
			}
			ns[k] = append(ns[k], t)
		}
	}
	ratios := make([]float64, rounds)
	for i := range ratios {
		ratios[i] = ns[1][i] / ns[0][i]
	}
	return Result{pass, n, peer.Name(), median(ns[0]), median(ns[1]), median(ratios)}, nil
}

// calibrate returns how many calls take about the time d. Its first call makes the peer make its pairs.
func calibrate(t Timer, pass string, n int, d time.Duration) (int, error) {
	for calls := 1; ; {
		ns, err := t.Time(Float32, pass, n, calls)
		if err != nil {
			return 0, err
		}
		total := ns * float64(calls)
		want := int(float64(d) / ns)
		if total > float64(d)/4 || calls > 1<<30 {
			return max(1, want), nil
		}
		calls = min(calls*16, max(calls+1, want))
	}
}

func median(values []float64) float64 {
	v := slices.Sorted(slices.Values(values))
	return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
}

// Print writes results as a table, with a line for each workload and a column for each peer.
func Print(w io.Writer, results []Result) {
	var names []string
	for _, r := range results {
		if !slices.Contains(names, r.Peer) {
			names = append(names, r.Peer)
		}
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(table, "pass\tn\tours, ns\t")
	for _, name := range names {
		fmt.Fprintf(table, "%s\t", name)
	}
	for i, r := range results {
		if i == 0 || r.Pass != results[i-1].Pass || r.N != results[i-1].N {
			fmt.Fprintf(table, "\n%s\t%d\t%.4g\t", r.Pass, r.N, r.Ours)
			for _, name := range names {
				fmt.Fprintf(table, "%s\t", cell(results, r, name))
			}
		}
	}
	fmt.Fprintln(table)
	table.Flush()
}

func cell(results []Result, like Result, peer string) string {
	for _, r := range results {
		if r.Pass == like.Pass && r.N == like.N && r.Peer == peer {
			return fmt.Sprintf("%.2fx", r.Ratio)
		}
	}
	return "-"
}
