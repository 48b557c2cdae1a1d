package main

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/marginrank/marginrank/bench/internal/measure"
	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// options holds the command line.
type options struct {
	quick              bool
	filter, dir, sizes string
	rest               []string // arguments that are not flags
}

// partial reports whether the report is not complete. Only complete reports are kept for a CPU.
func (o options) partial() bool { return o.quick || o.filter != "" || o.sizes != "" }

// A plan says what is measured, and for how long.
type plan struct {
	measure.Plan
	caches   caches
	share    int // the number of bytes of the last cache that the library expects to use
	sections *regexp.Regexp
	sizes    []int // the numbers of pairs in the chart
	peers    []peer

	listSizes []int // the numbers of items in the chart of lists
	listPeers []listPeer

	absent []string // peers that this machine lacks, with the reason
}

func (o options) plan() (*plan, error) {
	if len(o.rest) > 0 {
		return nil, fmt.Errorf("arguments without a flag: %q", o.rest)
	}
	p := &plan{Plan: measure.Plan{Rounds: 40, Batch: time.Millisecond}, caches: detect(), share: cpuid.LastCache()}
	if o.quick {
		p.Plan = measure.Plan{Rounds: 9, Batch: 300 * time.Microsecond}
	}
	var err error
	if p.sections, err = regexp.Compile(o.filter); err != nil {
		return nil, err
	}
	if p.sizes, err = parseSizes(o.sizes); err != nil {
		return nil, err
	}
	for n := 16; n <= 1<<20; n *= 2 {
		p.listSizes = append(p.listSizes, n)
	}
	return p, nil
}

// findPeers starts the peers that the sections need. For each peer that this machine lacks, it writes a line to w
// and to the report.
func (p *plan) findPeers(w io.Writer) {
	report := func(line string) {
		fmt.Fprintln(w, line)
		p.absent = append(p.absent, line)
	}
	if p.sections.MatchString("peers") || p.sections.MatchString("curve") {
		p.peers = findPeers(report)
	}
	if p.sections.MatchString("lists") || p.sections.MatchString("lists-weights") {
		p.listPeers = findListPeers(report)
	}
}

func (p *plan) close() {
	for _, one := range p.peers {
		one.Close()
	}
	for _, one := range p.listPeers {
		one.Close()
	}
}

// mostPairs is the largest number of pairs in the chart. With gradients, the arrays of so many pairs take 20 GB.
const mostPairs = 1 << 30

// parseSizes parses the list of numbers of pairs in the chart.
func parseSizes(list string) ([]int, error) {
	var sizes []int
	if list == "" {
		for n := 64; n <= 16<<20; n *= 2 {
			sizes = append(sizes, n)
		}
		return sizes, nil
	}
	for word := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil || n < 1 || n > mostPairs {
			return nil, fmt.Errorf("-sizes: %q is no number of pairs, or too large a one", word)
		}
		sizes = append(sizes, n)
	}
	return sizes, nil
}

// meanAndNone lists every pass of some element types, with the reductions mean and none, on one goroutine. It has
// the mean and not the sum, since the mean also divides.
func meanAndNone(dtypes ...string) []workload.Workload {
	var list []workload.Workload
	for _, dtype := range dtypes {
		for _, pass := range workload.Passes {
			for _, reduction := range []loss.Reduction{loss.Mean, loss.None} {
				list = append(list, workload.Workload{Pass: pass, Reduction: reduction, DType: dtype, Labels: workload.Given, Workers: 1})
			}
		}
	}
	return list
}

// float32Workload returns the usual workload: float32 pairs with labels, on one goroutine.
func float32Workload(pass string, n int) workload.Workload {
	return workload.Workload{Pass: pass, DType: workload.Float32, Labels: workload.Given, N: n, Workers: 1}
}
