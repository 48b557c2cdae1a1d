package api_test

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/packages"
)

// The files of package loss form layers: no two files refer to each other, directly or through other files.
func TestLayers(t *testing.T) {
	t.Parallel()
	list, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports | packages.NeedDeps | packages.NeedFiles}, path)
	require.NoError(t, err)
	require.Len(t, list, 1)
	require.Empty(t, list[0].Errors)
	references := referencesOf(list[0])
	assert.Contains(t, references["passes.go"], "batch.go")
	assert.Contains(t, references["batch.go"], "check.go")
	assert.Empty(t, cycle(references))
}

// referencesOf returns which files refer to which others: references[a][b] is a name that b declares and a uses.
func referencesOf(p *packages.Package) map[string]map[string]string {
	references := map[string]map[string]string{}
	for id, object := range p.TypesInfo.Uses {
		if object.Pkg() != p.Types {
			continue
		}
		from, to := filepath.Base(p.Fset.Position(id.Pos()).Filename), filepath.Base(p.Fset.Position(object.Pos()).Filename)
		if from == to {
			continue
		}
		if references[from] == nil {
			references[from] = map[string]string{}
		}
		references[from][to] = object.Name()
	}
	return references
}

// cycle describes a cycle of files that refer to each other. It returns "" if there is none.
func cycle(references map[string]map[string]string) string {
	done := map[string]bool{}
	var path []string
	var visit func(file string) string
	visit = func(file string) string {
		if at := slices.Index(path, file); at >= 0 {
			return strings.Join(append(path[at:], file), " -> ")
		}
		if done[file] {
			return ""
		}
		path = append(path, file)
		defer func() { path, done[file] = path[:len(path)-1], true }()
		for _, to := range slices.Sorted(maps.Keys(references[file])) {
			if found := visit(to); found != "" {
				return found
			}
		}
		return ""
	}
	for _, file := range slices.Sorted(maps.Keys(references)) {
		if found := visit(file); found != "" {
			return found
		}
	}
	return ""
}

// A cycle is found, and a file that two others refer to is not taken for a cycle.
func TestCycle(t *testing.T) {
	t.Parallel()
	refers := func(to ...string) map[string]string {
		m := map[string]string{}
		for _, file := range to {
			m[file] = "something"
		}
		return m
	}
	assert.Empty(t, cycle(map[string]map[string]string{"a": refers("b", "c"), "b": refers("c"), "d": refers("a", "c")}))
	assert.Equal(t, "b -> c -> b", cycle(map[string]map[string]string{"a": refers("b"), "b": refers("c"), "c": refers("b", "d")}))
}
