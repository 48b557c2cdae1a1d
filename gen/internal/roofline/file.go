package roofline

import (
	j "github.com/dave/jennifer/jen"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/golang"
	"github.com/marginrank/marginrank/gen/internal/isa"
)

// Folder is the folder of the emitted files.
const Folder = "bench/internal/roofline/asm"

// Files returns every emitted file, by its path relative to the module's root.
func Files() map[string][]byte {
	files := map[string][]byte{Folder + "/doc.go": golang.Render(docFile())}
	for _, arch := range append(cat.Architectures, "none") {
		f := newFile(map[bool]string{false: "!purego", true: "purego || (!amd64 && !arm64)"}[arch == "none"])
		table := j.Dict{}
		for _, s := range isa.Sets {
			if s.Tier.GOARCH != arch {
				continue
			}
			var functions []*isa.Func
			for _, l := range loops(s) {
				functions = append(functions, l.Func)
				table[j.Lit(l.Name)] = j.Id(l.Name)
				golang.Declare(f, l.Name, "moves the streams that its name says", l.Type)
			}
			files[isa.Path(Folder, "loops", s.Tier)] = isa.File(functions...)
		}
		f.Comment("Loops has the functions by name. It is empty in builds without assembly.")
		f.Var().Id("Loops").Op("=").Map(j.String()).Id("Loop").Values(table)
		files[Folder+"/loops_"+arch+".go"] = golang.Render(f)
	}
	return files
}

// loops writes the loops of an instruction set.
func loops(s *isa.Set) []*loop {
	var list []*loop
	for _, shape := range shapes() {
		if shape.form == plain || s.StoreAround != nil {
			list = append(list, write(s, shape))
		}
	}
	return list
}

func newFile(constraint string) *j.File { return golang.NewFile(cat.Module+"/"+Folder, constraint) }

// docFile has the types and constants that all architectures share.
func docFile() *j.File {
	block, full, out := 0, 0, 0
	for _, s := range isa.Sets {
		block = max(block, turnSteps*step(s))
	}
	for _, s := range shapes() {
		full, out = max(full, s.full), max(out, s.out)
	}
	f := newFile("")
	f.PackageComment("Package asm holds emitted loops that read and write arrays and compute nothing.")
	f.Comment("Streams holds the arrays of a loop. The name of the loop says what it does with them: how many arrays of In it reads;")
	f.Comment("whether it also reads Narrow, which has a half, a quarter or an eighth of the bytes; and to how many arrays it writes.")
	f.Comment("It copies In[i] to Out[i]. If its name has Stream, it stores past the caches. If its name has Pass, its reads leave")
	f.Comment("nothing in the last cache.")
	f.Comment("")
	f.Comment("The loop goes from byte From to byte To of Narrow or, if it does not read Narrow, of the other arrays. In the other")
	f.Comment("arrays, both must be at multiples of Block. To must be greater than From.")
	f.Type().Id("Streams").Struct(
		j.Id("In").Index(j.Lit(full)).Qual("unsafe", "Pointer"),
		j.Id("Narrow").Qual("unsafe", "Pointer"),
		j.Id("Out").Index(j.Lit(out)).Qual("unsafe", "Pointer"),
		j.List(j.Id("From"), j.Id("To")).Int(),
	)
	f.Line()
	f.Comment("A Loop moves streams.")
	f.Type().Id("Loop").Func().Params(j.Op("*").Id("Streams"))
	f.Line()
	f.Comment("Block is the smallest number of bytes of an array of In that a loop can go through.")
	f.Const().Id("Block").Op("=").Lit(block)
	f.Line()
	f.Comment("Align is the alignment in bytes of arrays that are stored past the caches.")
	f.Const().Id("Align").Op("=").Lit(cat.Line)
	return f
}
