package roofline

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// tiers lists the assembly tiers that can run here, and logs the others.
func tiers(t *testing.T) []cpuid.Tier {
	var list []cpuid.Tier
	for _, tier := range cpuid.Tiers {
		switch {
		case tier == cpuid.Portable:
		case cpuid.Supported(tier):
			list = append(list, tier)
		default:
			t.Logf("tier %v does not run: this CPU or this build lacks it", tier)
		}
	}
	return list
}

// workloads lists all workloads of n pairs, including those with one gradient.
func workloads(n int) []workload.Workload {
	var list []workload.Workload
	for _, w := range workload.List(false) {
		w.N = n
		list = append(list, w)
		if w.Pass != workload.Forward {
			w.OneGrad = true
			list = append(list, w)
		}
	}
	return list
}

// Every workload has a roofline, whose name says which streams the workload has.
func TestStreams(t *testing.T) {
	for _, tier := range tiers(t) {
		for _, w := range workloads(256) {
			p := w.Prepare()
			byteCount := len(p.Streams.Signs)
			for _, a := range append(p.Streams.In, p.Streams.Out...) {
				byteCount += len(a)
			}
			assert.Equal(t, p.Bytes, byteCount, w)
			for _, stores := range Forms(tier, w) {
				_, err := Prepare(tier, w, p.Streams, stores)
				require.NoError(t, err, w)
			}
		}
	}
}

// Each output is a copy of an input to the last byte, and the bytes around it do not change.
func TestStores(t *testing.T) {
	const beside = 64
	for _, tier := range tiers(t) {
		for _, n := range []int{256, 512, span + 256, 2 * span} {
			for _, w := range workloads(n) {
				s := w.Prepare().Streams
				for _, stores := range Forms(tier, w) {
					around := make([][]byte, len(s.Out))
					for i := range s.Out {
						around[i], s.Out[i] = fenced(len(s.Out[i]), beside)
					}
					pass, err := Prepare(tier, w, s, stores)
					require.NoError(t, err, w)
					pass()
					for i, out := range s.Out {
						require.Equal(t, s.In[i], out, "%v %v %v: output %d", tier, w, stores, i)
						for j := range beside {
							require.Equal(t, canary, around[i][j], "%v %v %v: before output %d", tier, w, stores, i)
							require.Equal(t, canary, around[i][beside+len(out)+j], "%v %v %v: after output %d", tier, w, stores, i)
						}
					}
				}
			}
		}
	}
}

const canary byte = 0xA5

// fenced returns n aligned bytes, inside, with at least beside bytes around them. All bytes are canaries.
func fenced(n, beside int) (all, inside []byte) {
	w := workload.Workload{Pass: workload.Forward, DType: workload.Float32, Labels: workload.Absent, N: n/4 + beside/2}
	all = w.Prepare().Streams.In[0]
	for i := range all {
		all[i] = canary
	}
	return all, all[beside : beside+n]
}

// If there is no roofline for a workload, Prepare returns an error and not some other roofline.
func TestErrors(t *testing.T) {
	for _, tier := range tiers(t) {
		w := workload.Workload{Pass: workload.Backward, DType: workload.Float32, Labels: workload.Given, N: 256}
		s := w.Prepare().Streams
		_, err := Prepare(tier, w, workload.Streams{In: [][]byte{s.In[0][:100]}}, Plain)
		assert.ErrorIs(t, err, ErrSize)
		s.Out[0] = s.Out[0][4:]
		_, err = Prepare(tier, w, s, NT)
		assert.ErrorIs(t, err, ErrNone)
	}
	w := workload.Workload{Pass: workload.Forward, DType: workload.Float32, Labels: workload.Given, N: 256}
	_, err := Prepare(cpuid.Portable, w, w.Prepare().Streams, Plain)
	assert.ErrorIs(t, err, ErrNone)
}
