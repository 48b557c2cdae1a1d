package main

import (
	"unsafe"

	"github.com/marginrank/marginrank/asm"
	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/loss"
)

// arguments returns the arguments of a kernel for a workload of three chunks, so that its loop does not end after
// the second one. All columns share an address, since the path of a kernel depends only on which columns are nil.
// Stream is false.
func arguments(w workload.Workload) *asm.Args {
	there := func(is bool) unsafe.Pointer {
		if !is {
			return nil
		}
		return unsafe.Pointer(&column)
	}
	each := w.Reduction == loss.None
	return &asm.Args{
		X1: there(true), X2: there(true),
		Y: there(w.Labels == workload.Given), Signs: (*int8)(there(w.Labels == workload.Signs)),
		Weights: there(w.Weights), Margins: there(w.Margins),
		Upstream: there(w.Pass != workload.Forward && each),
		Out:      there(w.Pass != workload.Backward && each),
		GX1:      there(w.Pass != workload.Forward),
		GX2:      there(w.Pass != workload.Forward && !w.OneGrad),
		N:        3 * chunk,
		Counted:  w.Counts,
	}
}

// column is the memory of every column that is not nil.
var column [8]byte
