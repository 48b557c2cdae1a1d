package api_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/exp/apidiff"
	"golang.org/x/tools/go/packages"

	"github.com/marginrank/marginrank/internal/api"
)

var update = flag.Bool("update", false, "make the API of packages loss and metric the baseline")

const (
	root     = "github.com/marginrank/marginrank/"
	path     = root + "loss"
	baseline = "testdata/loss/loss.go"
)

// The exported API equals the committed baseline. The test reports changes that break programs, and others
// separately. With -update it makes the current API the baseline, which belongs in the same commit.
func TestAPI(t *testing.T) {
	t.Run("loss", func(t *testing.T) { testAPI(t, path, baseline) })
	t.Run("metric", func(t *testing.T) { testAPI(t, root+"metric", "testdata/metric/metric.go") })
}

func testAPI(t *testing.T, path, baseline string) {
	current := load(t, path)
	source, err := api.Source(current)
	require.NoError(t, err)
	if *update {
		require.NoError(t, os.WriteFile(baseline, source, 0o644))
	}
	committed, err := os.ReadFile(baseline)
	require.NoError(t, err)

	incompatible, compatible := compare(check(t, baseline, committed, current), current)
	for _, change := range incompatible {
		t.Errorf("breaks programs: %s", change)
	}
	for _, change := range compatible {
		t.Errorf("new: %s", change)
	}
	assert.Equal(t, string(committed), string(source))
	if t.Failed() {
		t.Log("if this is meant: go test ./internal/api -update")
	}
}

// Each kind of change is found, and reported as breaking programs or not.
func TestChanges(t *testing.T) {
	current := load(t, path)
	text, err := os.ReadFile(baseline)
	require.NoError(t, err)
	old := check(t, baseline, text, current)
	for _, c := range []struct{ old, new, incompatible, compatible string }{
		{old: ") Validate() error", new: ") Valid() error", incompatible: "Pairs[T].Validate: removed", compatible: "Pairs[T].Valid: added"},
		{old: "Margin      float64", new: "Margin      T", incompatible: "MarginRanking.Margin: changed from float64"},
		{old: "p Pairs[T], upstream []T", new: "p Pairs[T], upstream float64", incompatible: "BackwardNone: changed from"},
		{old: "const None Reduction = 2", new: "const None Reduction = 3", incompatible: "None: value changed from 2 to 3"},
		{old: "var ErrLength error\n", new: "", incompatible: "ErrLength: removed"},
		{old: "| Float16 | BFloat16", new: "| Float16", incompatible: "BFloat16: no longer implements Float"},
		{old: "Margins []T\n", new: "Margins []T\n\tGroups []T\n", compatible: "Pairs.Groups: added"},
		{old: "var ErrLength error\n", new: "var ErrLength error\n\nfunc New() { panic(0) }\n", compatible: "New: added"},
	} {
		t.Run(c.new, func(t *testing.T) {
			changed := strings.Replace(string(text), c.old, c.new, 1)
			require.NotEqual(t, string(text), changed)
			incompatible, compatible := compare(old, check(t, baseline, []byte(changed), current))
			assert.Contains(t, strings.Join(incompatible, "\n"), c.incompatible)
			assert.Contains(t, strings.Join(compatible, "\n"), c.compatible)
			assert.Equal(t, c.incompatible != "", len(incompatible) > 0, incompatible)
		})
	}
}

// Source declares the same API as the package, in whatever way the package declares it.
func TestSource(t *testing.T) {
	long := strings.Repeat("long ", 40)
	text := `package loss

const Half float64 = 0.1
const Words string = "` + long + `"
const Least = -1
const Twice = 2.0
const Third = 1.0 / 3
const Letters = "ab"

var Err = error(nil)

type Inner struct{ A int }

type Outer[T any] struct {
	Inner
	*Named
	B T ` + "`json:\"b\"`" + `
}

type Named struct{ error }
`
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "", text, 0)
	require.NoError(t, err)
	old, err := (&types.Config{}).Check(path, files, []*ast.File{file}, nil)
	require.NoError(t, err)
	source, err := api.Source(old)
	require.NoError(t, err)
	for _, part := range []string{long + `"`, "const Least = -1\n", "const Twice = 2.0\n", "\tInner\n", "\t*Named\n", `"json:\"b\""`} {
		assert.Contains(t, string(source), part)
	}
	incompatible, compatible := compare(old, check(t, baseline, source, old))
	assert.Empty(t, incompatible)
	assert.Empty(t, compatible)
}

// compare returns the changes from the old API to the current one, each once.
func compare(old, current *types.Package) (incompatible, compatible []string) {
	for _, c := range apidiff.Changes(old, current).Changes {
		if c.Compatible {
			compatible = append(compatible, c.Message)
		} else {
			incompatible = append(incompatible, c.Message)
		}
	}
	slices.Sort(incompatible)
	slices.Sort(compatible)
	return slices.Compact(incompatible), slices.Compact(compatible)
}

// load returns the package with an import path, as it is now.
func load(t *testing.T, path string) *types.Package {
	t.Helper()
	list, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedImports | packages.NeedTypes | packages.NeedSyntax}, path)
	require.NoError(t, err)
	require.Len(t, list, 1)
	require.Empty(t, list[0].Errors)
	return list[0].Types
}

// check type-checks source, which may import what the current package imports.
func check(t *testing.T, baseline string, source []byte, current *types.Package) *types.Package {
	t.Helper()
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, baseline, source, 0)
	require.NoError(t, err)
	config := types.Config{Importer: imports(current.Imports())}
	old, err := config.Check(current.Path(), files, []*ast.File{file}, nil)
	require.NoError(t, err)
	return old
}

// imports is an importer that knows only these packages.
type imports []*types.Package

func (list imports) Import(path string) (*types.Package, error) {
	for _, p := range list {
		if p.Path() == path {
			return p, nil
		}
	}
	return nil, fmt.Errorf("the package does not import %s", path)
}
