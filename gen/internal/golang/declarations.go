package golang

import (
	"fmt"

	j "github.com/dave/jennifer/jen"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// asmDoc has the documentation of package asm, and makes the package buildable on machines without assembly.
func asmDoc(family *arithmetic.Family) *j.File {
	f := NewFile(cat.Own.Kernels.Path, "")
	packageComment(f,
		"Package asm holds the assembly kernels of "+family.Subject+".",
		fmt.Sprintf("A kernel takes the address of its arguments: at most %d pairs, in arrays of any alignment. "+
			"An output may be one of the inputs. If Stream is set, outputs are stored past the caches. "+
			"In that case they must begin at a multiple of %d bytes, and the number of pairs must be a multiple of %d.", cat.Span, cat.Line, cat.Chunk),
	)
	return f
}

// declarationsFile declares the kernels of an architecture to Go.
func (e *emitter) declarationsFile(family *arithmetic.Family, arch string) *j.File {
	f := NewFile(e.Kernels.Path, "!purego")
	for _, t := range e.TiersOf(arch) {
		for _, k := range family.Kernels {
			Declare(f, k.Variant(t), docOf(family, k), e.Name("Args"))
		}
	}
	return f
}

// Declare declares a function in assembly, which takes the address of a struct.
func Declare(f *j.File, name, doc, args string) {
	f.Comment(name + " " + doc + ".")
	f.Comment("")
	f.Comment("//go:noescape")
	f.Func().Id(name).Params(j.Id("a").Op("*").Id(args))
	f.Line()
}

// docOf returns what a kernel does, as the rest of a sentence that begins with its name.
func docOf(family *arithmetic.Family, k *arithmetic.Kernel) string {
	for _, op := range family.Ops {
		if op.Name == k.Ops[0] {
			return op.Doc
		}
	}
	panic("no such operation: " + k.Ops[0])
}
