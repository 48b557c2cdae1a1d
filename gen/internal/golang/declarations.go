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
	f.PackageComment("The Weighted kernels take nil for weights or margins: then weight or margin is that of")
	f.PackageComment("all pairs. Counts are of the pairs whose weight is not 0, the active ones in the lower")
	f.PackageComment("16 bits, the wrongly ordered in the upper.")
	f.PackageComment("")
	f.PackageComment("The Stream variants store around the caches. Their outputs begin at a multiple of the")
	f.PackageComment("size of a vector: " + strconv.Itoa(cat.AVX2.VectorBytes) + " bytes for AVX2, " + strconv.Itoa(cat.AVX512.VectorBytes) + " for AVX-512.")
	return f
}

// declarationsFile declares the assembly of one form and architecture to Go.
func declarationsFile(form cat.Form, arch string) *j.File {
	f := newFile(asmPath, "!purego")
	for _, t := range cat.TiersOf(arch) {
		for _, k := range cat.KernelsOf(form) {
			declare(f, k, t, k.Variant(t))
			if k.Streams(t) {
				declare(f, k, t, k.Stream(t))
			}
		}
	}
	return f
}

func declare(f *j.File, k cat.Kernel, t cat.Tier, name string) {
	sum := "returns the sum of the losses"
	if k.Counts() {
		sum += " and counts the pairs"
	}
	f.Comment(name + " " + kernelSummary(k, sum) + ".")
	f.Comment("")
	f.Comment("//go:noescape")
	s := f.Func().Id(name).Params(assemblyParams(k, t)...)
	if results := k.Results(); len(results) > 0 {
		var list []param
		for _, name := range results {
			typ := j.Float64()
			if name == cat.CountsResult {
				typ = j.Uint32()
			}
			list = append(list, param{name, typ})
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
