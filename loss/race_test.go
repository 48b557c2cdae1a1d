//go:build race

package loss_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/loss"
)

// Which array a program races for, in the process that TestRacesAreReported starts.
const racyVariable = "MARGINRANK_TEST_RACY"

// The race detector reports races with what assembly reads and writes too.
func TestRacesAreReported(t *testing.T) {
	for _, array := range []string{"none", "X1", "X2", "Y", "Signs", "Weights", "Margins", "upstream", "dst", "Grads.X1", "Grads.X2", "Grads.Y",
		"indexed none", "indexed Scores", "indexed I", "indexed J", "indexed Y", "indexed Signs", "indexed Weights", "indexed Margins", "indexed grad",
		"lists none", "lists Scores", "lists Relevance", "lists Offsets", "lists grad"} {
		t.Run(array, func(t *testing.T) {
			t.Parallel()
			racy := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestRacyProgram$")
			racy.Env = append(os.Environ(), racyVariable+"="+array)
			text, err := racy.CombinedOutput()
			if strings.HasSuffix(array, "none") {
				assert.NoError(t, err, "%s", text)
				return
			}
			assert.Error(t, err, "the race is not reported")
			assert.Contains(t, string(text), "WARNING: DATA RACE")
		})
	}
}

// TestRacyProgram is no test of its own.
func TestRacyProgram(t *testing.T) {
	race := os.Getenv(racyVariable)
	if race == "" {
		t.Skip("run by TestRacesAreReported")
	}
	if array, ok := strings.CutPrefix(race, "indexed "); ok {
		raceIndexed(t, array)
		return
	}
	if array, ok := strings.CutPrefix(race, "lists "); ok {
		raceLists(t, array)
		return
	}
	const n = 640 // no tail: all of it is assembly's
	array := func() []float32 { return make([]float32, n) }
	p := loss.Pairs[float32]{X1: array(), X2: array()}
	signs := make([]int8, n)
	if race == "Signs" {
		p.Signs = signs
	} else {
		p.Y = array()
	}
	if race == "Weights" || race == "Margins" {
		p.Weights, p.Margins = array(), array()
	}
	dst, upstream := array(), array()
	g := loss.Grads[float32]{X1: array(), X2: array(), Y: array()}
	done := make(chan bool)
	go func() {
		defer close(done)
		switch race {
		case "Signs":
			signs[n/2] = 1
		case "none":
		default: // write what the call reads, read what it writes
			inputs := map[string][]float32{"X1": p.X1, "X2": p.X2, "Y": p.Y, "Weights": p.Weights, "Margins": p.Margins, "upstream": upstream}
			outputs := map[string][]float32{"dst": dst, "Grads.X1": g.X1, "Grads.X2": g.X2, "Grads.Y": g.Y}
			if in := inputs[race]; in != nil {
				in[n/2] = 1
			} else if outputs[race][n/2] > 1 {
				t.Error("no such output")
			}
		}
	}()
	if err := (loss.MarginRanking[float32]{}).ForwardBackwardNone(dst, g, p, upstream); err != nil {
		t.Error(err)
	}
	<-done
}

// raceIndexed races with a call that has pairs by index.
func raceIndexed(t *testing.T, race string) {
	const n = 640
	grad := make([]float32, n)
	p := loss.IndexedPairs[float32]{Scores: make([]float32, n), I: make([]int32, n), J: make([]int32, n)}
	if race == "Signs" {
		p.Signs = make([]int8, n)
	} else {
		p.Y = make([]float32, n)
	}
	if race == "Weights" || race == "Margins" {
		p.Weights, p.Margins = make([]float32, n), make([]float32, n)
	}
	done := make(chan bool)
	go func() {
		defer close(done)
		switch race {
		case "Scores":
			p.Scores[n/2] = 1
		case "I":
			p.I[n/2] = 1
		case "J":
			p.J[n/2] = 1
		case "Y":
			p.Y[n/2] = 1
		case "Signs":
			p.Signs[n/2] = 1
		case "Weights":
			p.Weights[n/2] = 1
		case "Margins":
			p.Margins[n/2] = 1
		case "grad":
			if grad[n/2] > 1 {
				t.Error("no such gradient")
			}
		}
	}()
	if _, err := (loss.MarginRanking[float32]{}).ForwardBackwardIndexed(grad, p, 1); err != nil {
		t.Error(err)
	}
	<-done
}

// raceLists races with a call that has lists of one vector.
func raceLists(t *testing.T, race string) {
	const n, items = 640, 16
	grad := make([]float32, n)
	l := loss.Lists[float32]{Scores: make([]float32, n), Relevance: make([]float32, n)}
	for lo := 0; lo <= n; lo += items {
		l.Offsets = append(l.Offsets, lo)
	}
	done := make(chan bool)
	go func() {
		defer close(done)
		switch race {
		case "Scores":
			l.Scores[n/2] = 1
		case "Relevance":
			l.Relevance[n/2] = 1
		case "Offsets":
			l.Offsets[n/2/items] = n / 2 // as it is
		case "grad":
			if grad[n/2] > 1 {
				t.Error("no such gradient")
			}
		}
	}()
	if _, _, err := (loss.MarginRanking[float32]{}).ForwardBackwardLists(grad, l, 1); err != nil {
		t.Error(err)
	}
	<-done
}
