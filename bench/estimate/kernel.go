package main

import (
	"context"
	"fmt"

	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/loss"
)

// chunk is the pairs that a path goes through: a turn of the lanes of a sum.
const chunk = 64

// A kernel is a workload and the instructions that its NEON kernel takes for a chunk.
type kernel struct {
	workload.Workload
	path []instruction
}

// workloads are what the table has rows for.
func workloads(labels string) []workload.Workload {
	var list []workload.Workload
	for _, d := range workload.DTypes {
		for _, p := range workload.Passes {
			for _, r := range workload.Reductions {
				list = append(list, workload.Workload{Pass: p, Reduction: r, DType: d, Labels: labels, N: chunk})
			}
		}
	}
	return list
}

// symbol is the kernel's name in package asm.
func symbol(w workload.Workload) string {
	reduced := w.Reduction != loss.None
	operation := map[string]map[bool]string{
		workload.Forward:         {true: "HingeSum", false: "HingeEach"},
		workload.Backward:        {true: "HingeGrad", false: "HingeGradEach"},
		workload.ForwardBackward: {true: "HingeSumGrad", false: "HingeEachGrad"},
	}[w.Pass][reduced]
	labels := map[string]string{workload.Signs: "Signs", workload.Absent: "Ones"}[w.Labels]
	dtype := map[string]string{workload.Float32: "F32", workload.Float64: "F64", workload.Float16: "F16", workload.BFloat16: "BF16"}[w.DType]
	return operation + labels + dtype + "NEON"
}

// load finds the path of each workload's kernel.
func load(ctx context.Context, list []workload.Workload) ([]kernel, error) {
	code, err := disassemble(ctx)
	if err != nil {
		return nil, err
	}
	var kernels []kernel
	for _, w := range list {
		path, err := follow(code[symbol(w)])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", symbol(w), err)
		}
		kernels = append(kernels, kernel{w, path})
	}
	return kernels, nil
}
