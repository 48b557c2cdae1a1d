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

// symbol is the kernel's name in package asm. Gradients alone have kernels of their own where elements need no
// rounding.
func symbol(w workload.Workload) string {
	reduced := w.Reduction != loss.None
	dtype := map[string]string{workload.Float32: "F32", workload.Float64: "F64", workload.Float16: "F16", workload.BFloat16: "BF16"}[w.DType]
	var operation string
	switch {
	case w.Pass == workload.Forward && reduced:
		operation = "HingeSum"
	case w.Pass == workload.Forward:
		operation = "HingeEach"
	case w.Pass == workload.ForwardBackward && reduced:
		operation = "HingeSumGrad"
	case w.Pass == workload.Backward && (dtype == "F32" || dtype == "F64"):
		operation = "HingeGrad"
	default:
		operation = "HingeEachGrad"
	}
	labels := ""
	if w.Labels == workload.Absent {
		labels = "Ones"
	}
	return operation + labels + dtype + "NEON"
}

// columns tells which columns a workload has, and values that come from one: gradients of x1 and x2, none of labels.
func columns(w workload.Workload) func(column string) bool {
	gradients, each := w.Pass != workload.Forward, w.Reduction == loss.None
	there := map[string]bool{
		"y": w.Labels == workload.Given, "signs": w.Labels == workload.Signs,
		"gx1": gradients, "gx2": gradients,
		"out": each && w.Pass != workload.Backward, "upstream": each && gradients,
	}
	return func(column string) bool { return there[column] }
}

// load finds the path of each workload's kernel.
func load(ctx context.Context, list []workload.Workload) ([]kernel, error) {
	code, err := disassemble(ctx)
	if err != nil {
		return nil, err
	}
	var kernels []kernel
	for _, w := range list {
		path, err := follow(code[symbol(w)], columns(w))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", symbol(w), err)
		}
		kernels = append(kernels, kernel{w, path})
	}
	return kernels, nil
}
