package main

import (
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/loss"
)

// symbol returns names of one form. Labels of both kinds share a kernel, and so do calls with one upstream
// gradient and with one per pair.
func TestSymbol(t *testing.T) {
	seen := map[string]bool{}
	for _, labels := range workload.LabelKinds {
		for _, w := range workloads(labels) {
			assert.Regexp(t, regexp.MustCompile(`^Hinge(Sum|Each|Grad|SumGrad|EachGrad)(Ones)?B?F\d\dNEON$`), symbol(w))
			seen[symbol(w)] = true
		}
	}
	assert.Len(t, seen, 2*(5+5+4+4)) // with labels and without; 16-bit elements have no HingeGrad

	for want, w := range map[string]workload.Workload{
		"HingeSumF32NEON":                  {Pass: workload.Forward, DType: workload.Float32, Labels: workload.Signs},
		"HingeEachOnesF64NEON":             {Pass: workload.Forward, Reduction: loss.None, DType: workload.Float64, Labels: workload.Absent},
		"HingeGradF64NEON":                 {Pass: workload.Backward, Reduction: loss.None, DType: workload.Float64},
		"HingeEachGradF16NEON":             {Pass: workload.Backward, DType: workload.Float16},
		"HingeGradWeightedF32NEON":         {Pass: workload.Backward, DType: workload.Float32, Weights: true},
		"HingeSumWeightedF32NEON":          {Pass: workload.Forward, DType: workload.Float32, Counts: true},
		"HingeSumGradWeightedOnesBF16NEON": {Pass: workload.ForwardBackward, DType: workload.BFloat16, Labels: workload.Absent, Margins: true},
	} {
		assert.Equal(t, want, symbol(w))
	}
}

// The loop of every kernel is found and decoded, and moves the bytes of its workload.
func TestKernels(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles package asm for arm64")
	}
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("go is not here")
	}
	var list []workload.Workload
	for _, labels := range workload.LabelKinds {
		for _, w := range workloads(labels) {
			list = append(list, w)
			w.Weights, w.Margins = true, true
			list = append(list, w)
			w.Weights, w.Margins, w.Counts, w.OneGrad = false, false, true, true
			list = append(list, w)
		}
	}
	kernels, err := load(t.Context(), list)
	require.NoError(t, err)
	require.Len(t, kernels, 3*3*24)
	for _, k := range kernels {
		assert.Equal(t, k.PairBytes()*chunk, moved(t, k), "%s of %+v", symbol(k.Workload), k.Workload)
	}
}

var addressForm = regexp.MustCompile(`\[(\w+)`)

// moved returns how many bytes a path loads from columns and stores to them. It leaves out the arguments, at x0,
// and the frame, which the assembler also addresses by x27.
func moved(t *testing.T, k kernel) int {
	byteCount := 0
	for _, in := range k.path {
		op, operands, _ := strings.Cut(in.text, " ")
		if !strings.HasPrefix(op, "ld") && !strings.HasPrefix(op, "st") {
			continue
		}
		address := addressForm.FindStringSubmatch(operands)
		require.NotNil(t, address, in.text)
		if slices.Contains([]string{"sp", "x0", "x27"}, address[1]) {
			continue
		}
		require.Contains(t, []string{"ldr", "ldur", "str", "stur"}, op, in.text)
		size, ok := map[byte]int{'q': 16, 'd': 8, 's': 4, 'h': 2}[operands[0]]
		require.True(t, ok, in.text)
		byteCount += size
	}
	return byteCount
}
