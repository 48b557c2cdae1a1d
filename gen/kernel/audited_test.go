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

// Packages pass the audit: one with everything, packages with fewer element types and tiers, and random ones.
func TestAudited(t *testing.T) {
	t.Parallel()
	packages := []*kernel.Package{everything("everything"), &newSketch().Package}
	for _, d := range []kernel.DType{kernel.Float32, kernel.Float64, kernel.Float16, kernel.BFloat16} {
		p := everything("only" + string(d))
		p.DTypes = []kernel.DType{d}
		packages = append(packages, p)
	}
	for _, tier := range []kernel.Tier{kernel.AVX512, kernel.AVX2, kernel.NEON} {
		p := everything("with" + string(tier))
		p.Tiers = []kernel.Tier{tier}
		packages = append(packages, p)
	}
	for seed := range uint64(3) {
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
