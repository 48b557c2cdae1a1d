//go:build race

package loss_test

import (
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// What a program races for, in the process that TestRacesAreReported starts.
const racyVariable = "MARGINRANK_TEST_RACY"

// The race detector reports races with what assembly reads and writes too.
func TestRacesAreReported(t *testing.T) {
	for _, tier := range append(otherTiers(), cpuid.Portable) {
		for _, race := range []string{"input", "output", "none"} {
			racy := exec.Command(os.Args[0], "-test.run=^TestRacyProgram$")
			racy.Env = append(os.Environ(), racyVariable+"="+race, cpuid.Variable+"="+tier.String())
			text, err := racy.CombinedOutput()
			if race == "none" {
				assert.NoError(t, err, "%v: %s", tier, text)
				continue
			}
			assert.Error(t, err, "%v: a race for an %s is not reported", tier, race)
			assert.Contains(t, string(text), "WARNING: DATA RACE", "%v, %s", tier, race)
		}
	}
}

// TestRacyProgram is no test of its own.
func TestRacyProgram(t *testing.T) {
	race := os.Getenv(racyVariable)
	if race == "" {
		t.Skip("run by TestRacesAreReported")
	}
	const n = 640
	x1, x2, gx1 := make([]float32, n), make([]float32, n), make([]float32, n)
	done := make(chan bool)
	go func() {
		switch race {
		case "input":
			x2[n/2] = 1
		case "output":
			_ = gx1[n/2] + 1
		}
		close(done)
	}()
	loss.MarginRanking[float32]{}.ForwardBackward(loss.Grads[float32]{X1: gx1}, loss.Pairs[float32]{X1: x1, X2: x2}, 1)
	<-done
}
