//go:build goexperiment.simd && amd64 && go1.27

package main

import "simd/archsimd"

func load(s []float32) archsimd.Float32x16     { return archsimd.LoadFloat32x16(s) }
func store(s []float32, v archsimd.Float32x16) { v.Store(s) }
