package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/marginrank/marginrank/bench/internal/measure"
	"github.com/marginrank/marginrank/bench/internal/roofline"
	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// A contender is a call that is timed in turns with others.
type contender struct {
	name string
	time measure.Timer
}

// kernel returns a call to package loss on tier t.
func kernel(t cpuid.Tier, p workload.Prepared) contender { return onTier(t, "kernel", p.Call) }

// onTier returns a contender that makes the call while t is the tier in use.
func onTier(t cpuid.Tier, name string, call func() error) contender {
	calls := measure.Calls(call)
	return contender{name + " " + t.String(), func(n int) (time.Duration, error) {
		defer cpuid.Use(t)()
		return calls(n)
	}}
}

// kernels returns the call on each tier with assembly.
func kernels(p workload.Prepared) []contender {
	var list []contender
	for _, t := range assemblyTiers() {
		list = append(list, kernel(t, p))
	}
	return list
}

// rooflines returns the rooflines of w, in every form that tier t has.
func rooflines(t cpuid.Tier, w workload.Workload, p workload.Prepared) ([]contender, error) {
	return prepareRooflines(t, w, []workload.Streams{p.Streams})
}

// sharedRooflines returns the rooflines of w, cut into one part per worker. Each part has a goroutine of its own.
func sharedRooflines(t cpuid.Tier, w workload.Workload, p workload.Prepared, workers int) ([]contender, error) {
	return prepareRooflines(t, w, parts(p.Streams, w, workers))
}

func prepareRooflines(t cpuid.Tier, w workload.Workload, parts []workload.Streams) ([]contender, error) {
	var list []contender
	for _, stores := range roofline.Forms(t, w) {
		var passes []func()
		for _, part := range parts {
			pass, err := roofline.Prepare(t, w, part, stores)
			if err != nil {
				return nil, err
			}
			passes = append(passes, pass)
		}
		name := fmt.Sprintf("roofline %v %v", t, stores)
		if len(parts) > 1 {
			name += fmt.Sprintf(" on %d cores", len(parts))
		}
		list = append(list, contender{name, together(passes)})
	}
	return list, nil
}

// together returns a Timer of passes that run at the same time, each on a processor of its own. The clock starts
// when all goroutines are awake, since the time to wake them is no limit of the memory.
func together(passes []func()) measure.Timer {
	return func(calls int) (time.Duration, error) {
		var awake atomic.Int64
		var running sync.WaitGroup
		for _, pass := range passes[1:] {
			running.Go(func() {
				awake.Add(1)
				for range calls {
					pass()
				}
			})
		}
		for awake.Load() < int64(len(passes)-1) {
			runtime.Gosched()
		}
		start := time.Now()
		for range calls {
			passes[0]()
		}
		running.Wait()
		return time.Since(start), nil
	}
}

// parts cuts streams into equal parts of whole steps. The last part takes the rest.
func parts(s workload.Streams, w workload.Workload, count int) []workload.Streams {
	var list []workload.Streams
	each := w.N / count / step * step
	for i := range count {
		from, to := i*each, (i+1)*each
		if i == count-1 {
			to = w.N
		}
		cut := func(arrays [][]byte) [][]byte {
			var list [][]byte
			for _, a := range arrays {
				list = append(list, a[from*w.ElementBytes():to*w.ElementBytes()])
			}
			return list
		}
		part := workload.Streams{In: cut(s.In), Out: cut(s.Out)}
		if s.Signs != nil {
			part.Signs = s.Signs[from:to]
		}
		list = append(list, part)
	}
	return list
}

// turns measures contenders in turns and returns their samples by name.
func (p *plan) turns(list ...contender) (map[string][]float64, error) {
	var timers []measure.Timer
	for _, c := range list {
		timers = append(timers, c.time)
	}
	samples, err := measure.Turns(p.Plan, timers...)
	if err != nil {
		return nil, err
	}
	byName := map[string][]float64{}
	for i, c := range list {
		byName[c.name] = samples[i]
	}
	return byName, nil
}

// fastest returns the name of the contender with the smallest median.
func fastest(samples map[string][]float64, names []contender) string {
	var lists [][]float64
	for _, c := range names {
		lists = append(lists, samples[c.name])
	}
	return names[measure.Fastest(lists)].name
}

// pick returns the samples with the given names.
func pick(samples map[string][]float64, names ...string) map[string][]float64 {
	some := map[string][]float64{}
	for _, name := range names {
		some[name] = samples[name]
	}
	return some
}

// tiers lists the tiers that run here, the best one last.
func tiers() []cpuid.Tier {
	var list []cpuid.Tier
	for _, t := range cpuid.Tiers {
		if cpuid.Supported(t) {
			list = append(list, t)
		}
	}
	return list
}

// assemblyTiers lists the tiers with assembly, which have rooflines of their own.
func assemblyTiers() []cpuid.Tier { return tiers()[1:] }

// bestTier returns the tier that the library picks.
func bestTier() cpuid.Tier { return tiers()[len(tiers())-1] }
