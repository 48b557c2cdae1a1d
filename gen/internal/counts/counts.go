package counts

import (
	j "github.com/dave/jennifer/jen"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/golang"
	"github.com/marginrank/marginrank/gen/internal/isa"
)

// Folder is the folder of the emitted files.
const Folder = "internal/allpairs/asm"

// Files returns every emitted file, by its path relative to the module's root.
func Files() map[string][]byte {
	files := map[string][]byte{
		Folder + "/doc.go":  golang.Render(docFile()),
		Folder + "/list.go": golang.Render(listFile()),
		Folder + "/run.go":  golang.Render(runFile()),
	}
	for _, arch := range cat.Architectures {
		declarations := newFile("!purego")
		for _, s := range isa.Sets {
			if s.Tier.GOARCH != arch {
				continue
			}
			f := count(s)
			files[isa.Path(Folder, "count", s.Tier)] = isa.File(f)
			golang.Declare(declarations, f.Name, "counts the pairs of a list", f.Type)
			if s.Blank != nil {
				f := run(s)
				files[isa.Path(Folder, "run", s.Tier)] = isa.File(f)
				golang.Declare(declarations, f.Name, "counts the pairs of a run", f.Type)
			}
		}
		files[Folder+"/count_"+arch+".go"] = golang.Render(declarations)
	}
	return files
}

func newFile(constraint string) *j.File { return golang.NewFile(cat.Module+"/"+Folder, constraint) }
