//go:build goexperiment.simd && amd64

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"simd/archsimd"
	"time"
)

const margin = 0.25

func hinge(x1, x2, y []float32, m archsimd.Float32x16) archsimd.Float32x16 {
	return m.Sub(load(y).Mul(load(x1).Sub(load(x2))))
}

func sum(v archsimd.Float32x16) (s float32) {
	var lanes [16]float32
	store(lanes[:], v)
	for _, x := range lanes {
		s += x
	}
	return s
}

// forward returns the mean loss. It keeps four sums, since each addition to a single sum would wait for
// the last.
func forward(x1, x2, y []float32, margin float32) float32 {
	n := len(x1)
	m, zero := archsimd.BroadcastFloat32x16(margin), archsimd.BroadcastFloat32x16(0)
	a, b, c, d := zero, zero, zero, zero
	i := 0
	for ; i+64 <= n; i += 64 {
		p, q, r := x1[i:i+64], x2[i:i+64], y[i:i+64]
		a = a.Add(hinge(p, q, r, m).Max(zero))
		b = b.Add(hinge(p[16:], q[16:], r[16:], m).Max(zero))
		c = c.Add(hinge(p[32:], q[32:], r[32:], m).Max(zero))
		d = d.Add(hinge(p[48:], q[48:], r[48:], m).Max(zero))
	}
	s := sum(a.Add(b).Add(c.Add(d)))
	archsimd.ClearAVXUpperBits()
	for ; i < n; i++ {
		s += max(0, margin-y[i]*(x1[i]-x2[i]))
	}
	return s / float32(n)
}

func forwardBackward(gx1, gx2, x1, x2, y []float32, margin float32) float32 {
	n := len(x1)
	scale := 1 / float32(n)
	m, zero, k := archsimd.BroadcastFloat32x16(margin), archsimd.BroadcastFloat32x16(0), archsimd.BroadcastFloat32x16(scale)
	total := zero
	i := 0
	for ; i+16 <= n; i += 16 {
		u := hinge(x1[i:i+16], x2[i:i+16], y[i:i+16], m)
		total = total.Add(u.Max(zero))
		g := load(y[i : i+16]).Mul(k).Masked(u.GreaterEqual(zero))
		store(gx1[i:i+16], zero.Sub(g))
		store(gx2[i:i+16], g)
	}
	s := sum(total)
	archsimd.ClearAVXUpperBits()
	for ; i < n; i++ {
		u := margin - y[i]*(x1[i]-x2[i])
		gx1[i], gx2[i] = 0, 0
		if u >= 0 {
			s += u
			gx1[i], gx2[i] = -y[i]*scale, y[i]*scale
		}
	}
	return s / float32(n)
}

type batch struct{ x1, x2, y, gx1, gx2 []float32 }

// newBatch returns n pairs. Half of them violate the margin, independently of their labels.
func newBatch(n int) *batch {
	b := &batch{make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n)}
	for i := range n {
		y, x2 := float64(1-2*rand.IntN(2)), rand.Float64()
		b.x1[i], b.x2[i], b.y[i] = float32(x2+y*(margin+rand.Float64()-0.5)), float32(x2), float32(y)
	}
	return b
}

type request struct {
	Check     bool
	X1, X2, Y []float32
	Margin    float32

	Pass, DType, Labels string
	N, Calls            int
}

// sink keeps a result that is not used otherwise, so that the compiler does not remove its computation.
var sink float32

func answer(r request, batches map[int]*batch) any {
	if r.Check {
		gx1, gx2 := make([]float32, len(r.X1)), make([]float32, len(r.X1))
		return map[string]any{
			"loss":  forward(r.X1, r.X2, r.Y, r.Margin),
			"fused": forwardBackward(gx1, gx2, r.X1, r.X2, r.Y, r.Margin), "gx1": gx1, "gx2": gx2,
		}
	}
	known := r.Pass == "forward" || r.Pass == "forwardbackward"
	if !known || r.DType != "float32" || r.Labels != "given" || r.N < 1 || r.Calls < 1 {
		return map[string]string{"error": "cannot do that"}
	}
	b := batches[r.N]
	if b == nil {
		b = newBatch(r.N)
		batches[r.N] = b
	}
	start := time.Now()
	for range r.Calls {
		if r.Pass == "forward" {
			sink = forward(b.x1, b.x2, b.y, margin)
		} else {
			sink = forwardBackward(b.gx1, b.gx2, b.x1, b.x2, b.y, margin)
		}
	}
	return map[string]float64{"ns": float64(time.Since(start).Nanoseconds()) / float64(r.Calls)}
}

func main() {
	runtime.GOMAXPROCS(1)
	if !archsimd.X86.AVX512() {
		fmt.Fprintln(os.Stderr, "this CPU has no AVX-512")
		os.Exit(1)
	}
	out := json.NewEncoder(os.Stdout)
	out.Encode(map[string]string{"name": "archsimd", "version": runtime.Version()})
	batches := map[int]*batch{}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r request
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			out.Encode(map[string]string{"error": err.Error()})
			continue
		}
		out.Encode(answer(r, batches))
	}
}
