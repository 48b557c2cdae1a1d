package main

import (
	"io/fs"
	"os"
	"regexp"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"

	"github.com/marginrank/marginrank/gen/internal/audit"
)

// The audit knows no family: the kernels of a made-up one, with every operation that a formula can have, pass all
// checks, too.
func TestAudited(t *testing.T) {
	files := fstest.MapFS{
		"go.mod":       {Data: []byte("module " + cat.Module + "\n")},
		"loss/loss.go": {Data: []byte(caller)},
	}
	for name, text := range emit(t, family(&bonus{
		bonus: &cat.Column{Field: "Bonus", Name: "bonus", Optional: true},
		copy:  &cat.Column{Field: "Copy", Name: "copy", Output: true, Optional: true},
	})) {
		if !otherKernels.MatchString(name) {
			files[name] = &fstest.MapFile{Data: text}
		}
	}
	root := os.DirFS("..")
	tiers, err := fs.Glob(root, "internal/cpuid/*.go")
	require.NoError(t, err)
	for _, name := range tiers {
		text, err := fs.ReadFile(root, name)
		require.NoError(t, err)
		files[name] = &fstest.MapFile{Data: text}
	}
	p, err := audit.Read(files, ".")
	require.NoError(t, err)
	for _, c := range audit.Checks {
		for i, f := range c.Run(p) {
			if i == 5 {
				break
			}
			assert.Fail(t, c.Name+": "+f.String())
		}
	}
}

// otherKernels matches the files of kernels that belong to no family.
var otherKernels = regexp.MustCompile(`/(cells|prefetch|words)[_.]`)

// caller is the text of a package that calls the kernels.
const caller = `package loss

import (
	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

func Run(op generated.Op, t cpuid.Tier, a *generated.Args) {
	generated.Run[float32](op, t, a)
}
`
