package audit_test

import (
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gen/internal/assembly"
	"github.com/marginrank/marginrank/gen/internal/audit"
	"github.com/marginrank/marginrank/gen/internal/counts"
	"github.com/marginrank/marginrank/gen/internal/hinge"
	"github.com/marginrank/marginrank/gen/internal/roofline"
)

// All committed kernels, in all packages, pass every check.
func TestEmitted(t *testing.T) {
	t.Parallel()
	p, err := audit.Read(os.DirFS("../../.."), ".")
	require.NoError(t, err)
	kernels := slices.DeleteFunc(p.Kernels(), func(name string) bool { return strings.HasPrefix(name, "examples/") }) // these have a generator of their own
	assert.ElementsMatch(t, emitted(t), kernels)
	t.Logf("%d functions", len(p.Kernels()))
	for _, c := range audit.Checks {
		t.Run(c.Name, func(t *testing.T) {
			found := c.Run(p)
			for i, f := range found {
				if i == 20 {
					t.Errorf("and %d more", len(found)-i)
					break
				}
				t.Error(f)
			}
			if len(found) > 0 {
				t.Log("why it matters: " + c.Why)
			}
		})
	}
}

var textForm = regexp.MustCompile(`(?m)^TEXT ·(\w+)\(SB\)`)

// emitted lists the functions that the generator writes.
func emitted(t *testing.T) []string {
	var names []string
	files, err := assembly.Files(hinge.Family)
	require.NoError(t, err)
	maps.Copy(files, roofline.Files())
	maps.Copy(files, counts.Files())
	for name, text := range files {
		if path.Ext(name) != ".s" {
			continue
		}
		for _, m := range textForm.FindAllSubmatch(text, -1) {
			names = append(names, path.Dir(name)+"."+string(m[1]))
		}
	}
	return names
}
