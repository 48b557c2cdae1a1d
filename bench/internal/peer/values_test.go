package peer

import (
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
)

// Every peer that this machine has computes the same values as package loss.
func TestValues(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and starts the peers")
	}
	for _, prog := range programs() {
		t.Run(prog.name, func(t *testing.T) {
			p, err := prog.start()
			if err != nil {
				t.Skipf("no peer %s: %v", prog.name, err)
			}
			defer func() { assert.NoError(t, p.Close()) }()
			assert.Equal(t, prog.name, p.Name())
			dtypes := []string{Float32}
			if len(prog.build) > 0 && prog.name != "archsimd" {
				dtypes = append(dtypes, Float64) // only the loops in C know it
			}
			for _, dtype := range dtypes {
				for _, n := range []int{1, 17, 333} {
					checkValues(t, p, dtype, n)
				}
				for _, pass := range Passes {
					ns, err := p.Time(dtype, pass, 1000, 2)
					assert.NoError(t, err)
					assert.Positive(t, ns)
				}
				_, err = p.Time(dtype, "sideways", 10, 1)
				assert.Error(t, err)
			}
			assert.Equal(t, len(dtypes) == 2, p.Knows(Float64))
			assert.False(t, p.Knows("float16"))
		})
	}
}

// Every peer for lists that this machine has computes the same values as package loss.
func TestListValues(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the peers")
	}
	for _, prog := range listPrograms() {
		t.Run(prog.name, func(t *testing.T) {
			p, err := prog.start()
			if err != nil {
				t.Skipf("no peer %s: %v", prog.name, err)
			}
			defer func() { assert.NoError(t, p.Close()) }()
			assert.Equal(t, prog.name, p.Name())
			for _, weights := range []string{Unweighted, ItemWeights, LambdaWeights} {
				for _, lists := range []int{1, 7} {
					checkListValues(t, p, weights, lists, 15)
				}
				ns, err := p.TimeLists(weights, 20, 15, 2)
				assert.NoError(t, err)
				assert.Positive(t, ns)
			}
			_, err = p.TimeLists("pounds", 20, 15, 2)
			assert.Error(t, err)
			_, err = p.Time(Float32, Forward, 10, 1)
			assert.Error(t, err)
		})
	}
}

// The peer in Go builds with the versions of Go that its README names.
func TestArchsimdBuilds(t *testing.T) {
	if testing.Short() {
		t.Skip("an emulated test binary can't start the compiler")
	}
	if v := runtime.Version(); runtime.GOARCH != "amd64" || !strings.HasPrefix(v, "go1.26") && !strings.HasPrefix(v, "go1.27") {
		t.Skipf("not run: %s on %s", v, runtime.GOARCH)
	}
	for _, prog := range programs() {
		if prog.name == "archsimd" {
			assert.NoError(t, prog.prepare(t.TempDir()))
			return
		}
	}
	t.Fatal("no program of that name")
}

func checkListValues(t *testing.T, p *Peer, weights string, lists, items int) {
	const margin = 0.4
	l := loss.Lists[float32]{Offsets: []int{0}}
	for range lists {
		for range items {
			l.Scores = append(l.Scores, float32(rand.NormFloat64()))
			l.Relevance = append(l.Relevance, float32(rand.IntN(5)))
		}
		l.Offsets = append(l.Offsets, len(l.Scores))
	}
	want := make([]float32, len(l.Scores))
	criterion, scale := loss.MarginRanking[float32]{Margin: margin}, 1.0 // of gradients
	switch weights {
	case Unweighted:
		scale = 1 / float64(max(1, lists*items*(items-1)/2))
	case ItemWeights:
		criterion.Reduction = loss.Sum
		for i := range l.Scores {
			l.Weights = append(l.Weights, float32(1+i%7))
		}
		scale = float64(7 * items)
	case LambdaWeights:
		criterion.Reduction = loss.Sum
		l.Lambda = &loss.Lambda{}
	}
	mean, _, err := criterion.ForwardBackwardLists(want, l, 1)
	require.NoError(t, err)
	got, err := p.CheckLists(weights, l.Scores, l.Relevance, lists, margin)
	require.NoError(t, err)
	assert.InDelta(t, mean, got.Loss, 1e-5*(mean+margin))
	assert.InDelta(t, mean, got.Fused, 1e-5*(mean+margin))
	assert.InDeltaSlice(t, want, got.Grad, 1e-5*scale, "a pair is much more than that")
}

// checkValues compares a peer with package loss. It uses pairs without ties, since peers may differ in the
// gradient of ties.
func checkValues(t *testing.T, p *Peer, dtype string, n int) {
	const margin = 0.4
	var pairs loss.Pairs[float32]
	for range n {
		pairs.X1 = append(pairs.X1, float32(rand.NormFloat64()))
		pairs.X2 = append(pairs.X2, float32(rand.NormFloat64()))
		pairs.Y = append(pairs.Y, float32(1-2*rand.IntN(2)))
	}
	want := loss.Grads[float32]{X1: make([]float32, n), X2: make([]float32, n)}
	mean, err := loss.MarginRanking[float32]{Margin: margin}.ForwardBackward(want, pairs, 1)
	require.NoError(t, err)
	got, err := p.Check(dtype, pairs.X1, pairs.X2, pairs.Y, margin)
	require.NoError(t, err)
	assert.InDelta(t, mean, got.Loss, 1e-5*(mean+margin))
	assert.InDelta(t, mean, got.Fused, 1e-5*(mean+margin))
	assert.InDeltaSlice(t, want.X1, got.GX1, 1e-6/float64(n))
	assert.InDeltaSlice(t, want.X2, got.GX2, 1e-6/float64(n))
}
