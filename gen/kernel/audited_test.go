package kernel_test

import (
	"path"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gen/internal/audit"
	"github.com/marginrank/marginrank/gen/kernel"
)

// Packages pass the audit: one with everything, one with a single element type, one with a single tier, and random ones.
func TestAudited(t *testing.T) {
	t.Parallel()
	packages := []*kernel.Package{everything("everything"), &newSketch().Package}
	halves, few := everything("halves"), everything("few")
	halves.DTypes, few.Tiers = []kernel.DType{kernel.BFloat16}, []kernel.Tier{kernel.AVX2}
	packages = append(packages, halves, few)
	for seed := range uint64(2) {
		packages = append(packages, randomPackage(seed, 8))
	}
	for _, p := range packages {
		t.Run(p.Name, func(t *testing.T) {
			files, err := p.Files()
			require.NoError(t, err)
			module := fstest.MapFS{"go.mod": {Data: []byte("module made.invalid/up\n")}}
			for name, text := range files {
				module[path.Join(p.Name, name)] = &fstest.MapFile{Data: text}
			}
			read, err := audit.Read(module, ".")
			require.NoError(t, err)
			for _, c := range audit.Checks {
				for i, f := range c.Run(read) {
					if i == 5 {
						break // the first ones tell enough
					}
					assert.Fail(t, c.Name+": "+f.String())
				}
			}
		})
	}
}
