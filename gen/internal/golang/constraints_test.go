package golang_test

import (
	"go/build/constraint"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gen/internal/golang"
)

// Every build has one dispatcher. Under the tag purego, and where there is no
// assembly, it is the one without, and nothing is declared that has no text.
func TestConstraints(t *testing.T) {
	for _, goarch := range []string{"amd64", "arm64", "riscv64"} {
		for _, purego := range []bool{false, true} {
			dispatcher, declarations := "generated/tier_none.go", []string(nil)
			if !purego && goarch != "riscv64" {
				dispatcher = "generated/tier_" + goarch + ".go"
				declarations = []string{"asm/hinge_" + goarch + ".go"}
			}
			built := built(t, goarch, purego)
			of := func(prefix string) []string {
				return slices.DeleteFunc(slices.Clone(built), func(p string) bool { return !strings.HasPrefix(p, prefix) })
			}
			assert.Equal(t, []string{dispatcher}, of("generated/tier_"), "%s, purego %v", goarch, purego)
			assert.ElementsMatch(t, declarations, of("asm/hinge_"), "%s, purego %v", goarch, purego)
			assert.Contains(t, built, "asm/doc.go", "%s, purego %v", goarch, purego)
		}
	}
}

// built lists the files that a build takes, by the rules of go help buildconstraint.
func built(t *testing.T, goarch string, purego bool) []string {
	t.Helper()
	var list []string
	files := golang.Files()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		base := strings.TrimSuffix(path.Base(name), ".go")
		suffix := base[strings.LastIndexByte(base, '_')+1:]
		if (suffix == "amd64" || suffix == "arm64") && suffix != goarch {
			continue
		}
		ok := true
		for line := range strings.SplitSeq(string(files[name]), "\n") {
			if constraint.IsGoBuild(line) {
				expr, err := constraint.Parse(line)
				require.NoError(t, err, name)
				ok = expr.Eval(func(tag string) bool { return tag == goarch || tag == "purego" && purego })
			}
		}
		if ok {
			list = append(list, name)
		}
	}
	return list
}
