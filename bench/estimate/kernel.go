package main

import (
	"context"
	"fmt"

	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/loss"
)

// chunk is the number of pairs of a path. A kernel adds the losses of a chunk to the lanes of its sum at once.
const chunk = 64

// A kernel is a workload and the instructions that its NEON kernel executes for a chunk.
type kernel struct {
	workload.Workload
	path []instruction
}

// workloads lists the workloads of the table, one per row.
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

// symbol returns the name in package asm of the kernel that generated.Run picks for a workload.
func symbol(w workload.Workload) string {
	each, wide := w.Reduction == loss.None, w.DType == workload.Float32 || w.DType == workload.Float64
	name := "Hinge"
	switch {
	case w.Pass == workload.Backward && wide:
		name += "Grad"
	case w.Pass == workload.Backward:
		name += "EachGrad" // for 16-bit elements there is no kernel that stores only gradients
	case each:
		name += "Each"
	default:
		name += "Sum"
	}
	if w.Pass == workload.ForwardBackward {
		name += "Grad"
	}
	if w.Weights || w.Margins || w.Counts {
		name += "Weighted"
	}
	if w.Labels == workload.Absent {
		name += "Ones"
	}
	dtype := map[string]string{workload.Float32: "F32", workload.Float64: "F64", workload.Float16: "F16", workload.BFloat16: "BF16"}[w.DType]
	return name + dtype + "NEON"
}

// load finds the path of each workload's kernel.
func load(ctx context.Context, list []workload.Workload) ([]kernel, error) {
	code, err := disassemble(ctx)
	if err != nil {
		return nil, err
	}
	var kernels []kernel
	for _, w := range list {
		path, err := follow(code[symbol(w)], arguments(w))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", symbol(w), err)
		}
		kernels = append(kernels, kernel{w, path})
	}
	return kernels, nil
}
