package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/loss"
)

// printed is the output of llvm-mca 19 for a region of two instructions, without the parts that parse does not
// read.
const printed = `{"CodeRegions": [{
	"Instructions": ["fadd\tv0.4s, v0.4s, v1.4s", "ldr\tq1, [x0]"],
	"Name": "float32 forward, sum",
	"ResourcePressureView": {"ResourcePressureInfo": [
		{"InstructionIndex": 0, "ResourceIndex": 8, "ResourceUsage": 9},
		{"InstructionIndex": 2, "ResourceIndex": 1, "ResourceUsage": 8},
		{"InstructionIndex": 2, "ResourceIndex": 2, "ResourceUsage": 16},
		{"InstructionIndex": 2, "ResourceIndex": 3, "ResourceUsage": 31}]},
	"SummaryView": {"DispatchWidth": 4, "Iterations": 100, "TotalCycles": 3200, "TotaluOps": 9600}}],
	"TargetInfo": {"CPUName": "neoverse-n1", "Resources": ["N1UnitB", "N1UnitL.\u0000", "N1UnitL.\u0001", "N1UnitV0"]}}`

func forward() kernel {
	w := workload.Workload{Pass: workload.Forward, Reduction: loss.Sum, DType: workload.Float32, Labels: workload.Given}
	return kernel{w, make([]instruction, 2)}
}

func TestParse(t *testing.T) {
	e, err := parse("neoverse-n1", []byte(printed), []kernel{forward()})
	require.NoError(t, err)
	assert.Equal(t, "Neoverse N1", e.model)
	assert.Equal(t, []cost{{32, map[string]float64{"dispatch": 0.75, "L": 0.5, "V0": 31.0 / 32}}}, e.costs)
	assert.Equal(t, ""+
		"### neoverse-n1, modelled as Neoverse N1\n\n"+
		"| kernel | instructions | cycles for 64 pairs | pairs/cycle | bytes/cycle | busiest unit | ns/pair at 2.5 GHz (AWS Graviton2) |\n"+
		"|---|--:|--:|--:|--:|---|--:|\n"+
		"| float32 forward, sum | 2 | 32 | 2.00 | 24.0 | V0, 97 % | 0.200 |\n", e.markdown([]kernel{forward()}))

	for _, bad := range []string{"", "{}", strings.Replace(printed, "sum", "none", 1), strings.Replace(printed, `"Iterations": 100`, `"Iterations": 0`, 1)} {
		_, err := parse("neoverse-n1", []byte(bad), []kernel{forward()})
		assert.ErrorContains(t, err, "llvm-mca", bad)
	}
}

// A core without a model of its own in LLVM is named after the model that LLVM uses for it.
func TestModel(t *testing.T) {
	assert.Equal(t, "Cortex-A57", modelOf([]string{"A57UnitB", "A57UnitI.\x00"}))
	assert.Equal(t, "unknown (X9UnitB)", modelOf([]string{"X9UnitB"}))
	assert.Equal(t, "unknown", modelOf(nil))
	assert.Equal(t, "L01", unitName("V1UnitL01.\x01"))
}

func TestBottleneck(t *testing.T) {
	assert.Equal(t, "V0 V1, 99 %", cost{1, map[string]float64{"V1": 0.99, "V0": 0.985, "L": 0.9}}.bottleneck())
	assert.Equal(t, "latency; dispatch, 60 %", cost{1, map[string]float64{"V": 0.5, "dispatch": 0.6}}.bottleneck())
}

// Without an llvm-mca, the error says how to get one.
func TestMissing(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := find(t.Context(), "")
	assert.ErrorContains(t, err, "apt-get install llvm")
	_, err = find(t.Context(), "mca-of-mine")
	assert.EqualError(t, err, "no program mca-of-mine here")
}

// here returns the llvm-mca of this machine and the kernels. It skips the test if there is no llvm-mca.
func here(t *testing.T) (tool, []kernel) {
	if testing.Short() {
		t.Skip("compiles package asm for arm64")
	}
	mca, err := find(t.Context(), "")
	if err != nil {
		t.Skip("not run: ", err)
	}
	kernels, err := load(t.Context(), workloads(workload.Given))
	require.NoError(t, err)
	return mca, kernels
}

// A real llvm-mca accepts every kernel, and no core executes more instructions per cycle than is possible.
func TestEstimate(t *testing.T) {
	mca, kernels := here(t)
	for _, cpu := range []string{"neoverse-n1", "apple-m1"} {
		e, err := mca.estimate(t.Context(), cpu, kernels)
		require.NoError(t, err)
		for i, c := range e.costs {
			assert.Greater(t, c.cycles, float64(len(kernels[i].path))/8, symbol(kernels[i].Workload))
			for unit, busy := range c.busy {
				assert.LessOrEqual(t, busy, 1.01, "%s %s", symbol(kernels[i].Workload), unit)
			}
		}
	}
	_, err := mca.estimate(t.Context(), "no-such-core", kernels)
	assert.ErrorContains(t, err, "no-such-core")
}

// LLVM's assembler makes the same words from the text as Go's assembler.
func TestSameWords(t *testing.T) {
	mca, kernels := here(t)
	mc := strings.Replace(mca.path, "llvm-mca", "llvm-mc", 1)
	if _, err := exec.LookPath(mc); err != nil {
		t.Skip("not run: no llvm-mc beside llvm-mca")
	}
	cmd := exec.CommandContext(t.Context(), mc, "-triple=aarch64", "-show-encoding")
	cmd.Stdin = strings.NewReader(listing(kernels))
	out, err := cmd.Output()
	if failed := (*exec.ExitError)(nil); errors.As(err, &failed) {
		t.Fatalf("%s", failed.Stderr)
	}
	require.NoError(t, err)
	encodings := regexp.MustCompile(`encoding: \[(.*?)\]`).FindAllStringSubmatch(string(out), -1)
	at := 0
	for _, k := range kernels {
		for _, in := range k.path {
			require.Less(t, at, len(encodings))
			got := encodings[at][1]
			at++
			if _, jump := in.jump(); jump {
				continue // the linker fills in the target
			}
			w := in.word
			want := fmt.Sprintf("0x%02x,0x%02x,0x%02x,0x%02x", byte(w), byte(w>>8), byte(w>>16), byte(w>>24))
			require.Equal(t, want, got, "%s: %s", symbol(k.Workload), in.text)
		}
	}
	assert.Len(t, encodings, at)
}

// The output above is valid JSON.
func TestPrinted(t *testing.T) { assert.True(t, json.Valid([]byte(printed))) }
