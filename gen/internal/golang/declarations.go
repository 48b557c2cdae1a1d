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
	f.PackageComment("A kernel takes n pairs, n a positive multiple of " + strconv.Itoa(cat.Chunk) + " and at most " + strconv.Itoa(cat.Span) + ", from arrays of")
	f.PackageComment("any alignment. An output may be one of the inputs; a nil gradient is not stored.")
	f.PackageComment("Sums are left in the lanes of acc: sixteen running sums, then, for float64 elements,")
	f.PackageComment("sixteen compensations.")
	return f
}

// declarationsFile declares the assembly of one architecture to Go.
func declarationsFile(arch string) *j.File {
	f := newFile(asmPath, "!purego")
	for _, t := range cat.TiersOf(arch) {
		for _, k := range cat.Kernels() {
			f.Comment(k.Variant(t) + " " + kernelSummary(k, "leaves the sums of the losses in acc") + ".")
			f.Comment("")
			f.Comment("//go:noescape")
			f.Func().Id(k.Variant(t)).Params(assemblyParams(k)...)
			f.Line()
		}
	}
	return f
}

func assemblyParams(k cat.Kernel) []j.Code {
	return params(cat.Parameters(k, param{"acc", j.Op("*").Float64()},
		func(a cat.Array) param { return param{a.String(), j.Op("*").Add(element(k.ElementOf(a)))} },
		func(s cat.Scalar) param { return param{s.String(), compute(k.DType)} },
		param{"n", j.Int()},
	))
}
