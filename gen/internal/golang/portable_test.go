package golang_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// Every kernel has one portable variant, in the file of its element type.
func TestPortable(t *testing.T) {
	files := syntax(t, "generated")
	for _, d := range cat.DTypes {
		defined := funcs(t, files["portable_"+strings.ToLower(d.Name)+".go"])
		maps.Copy(defined, funcs(t, files["portable_weighted_"+strings.ToLower(d.Name)+".go"]))
		for _, k := range cat.Kernels() {
			if k.DType == d {
				assert.Contains(t, defined, k.Variant(cat.Portable))
				delete(defined, k.Variant(cat.Portable))
			}
		}
		assert.Empty(t, slices.Collect(maps.Keys(defined)), "no kernels of %s", d.Name)
	}
}
