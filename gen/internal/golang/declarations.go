package golang

import (
	"strconv"

	j "github.com/dave/jennifer/jen"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// asmDoc keeps package asm buildable where there is no assembly.
func asmDoc() *j.File {
	f := newFile(asmPath, "")
	f.PackageComment("Package asm holds the assembly kernels of the margin ranking loss.")
	f.PackageComment("")
	f.PackageComment("A kernel takes n pairs, at most " + strconv.Itoa(cat.Span) + ", from arrays of any alignment. An output may be")
	f.PackageComment("one of the inputs; a nil gradient is not stored. A sum of float64 elements comes with")
	f.PackageComment("what rounding left out of it. At acc is room for the lanes of a sum: sixteen running")
	f.PackageComment("sums, then, for float64 elements, sixteen compensations.")
	f.PackageComment("")
	f.PackageComment("The Stream variants store around the caches. Their outputs begin at a multiple of the")
	f.PackageComment("size of a vector: " + strconv.Itoa(cat.AVX2.VectorBytes) + " bytes for AVX2, " + strconv.Itoa(cat.AVX512.VectorBytes) + " for AVX-512.")
	return f
}

// declarationsFile declares the assembly of one architecture to Go.
func declarationsFile(arch string) *j.File {
	f := newFile(asmPath, "!purego")
	for _, t := range cat.TiersOf(arch) {
		for _, k := range cat.Kernels() {
			declare(f, k, t, k.Variant(t))
			if t.Streams && k.Stores() {
				declare(f, k, t, k.Stream(t))
			}
		}
	}
	return f
}

func declare(f *j.File, k cat.Kernel, t cat.Tier, name string) {
	f.Comment(name + " " + kernelSummary(k, "returns the sum of the losses") + ".")
	f.Comment("")
	f.Comment("//go:noescape")
	s := f.Func().Id(name).Params(assemblyParams(k, t)...)
	if results := k.Results(); len(results) > 0 {
		var list []param
		for _, name := range results {
			list = append(list, param{name, j.Float64()})
		}
		s.Params(params(list)...)
	}
	f.Line()
}

func assemblyParams(k cat.Kernel, t cat.Tier) []j.Code {
	var lanes []param
	if t.LanesInMemory(k) {
		lanes = []param{{"acc", j.Op("*").Float64()}}
	}
	return params(cat.Parameters(k, lanes,
		func(a cat.Array) param { return param{a.String(), j.Op("*").Add(element(k.ElementOf(a)))} },
		func(s cat.Scalar) param { return param{s.String(), compute(k.DType)} },
		param{"n", j.Int()},
	))
}
