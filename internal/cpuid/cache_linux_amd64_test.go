//go:build !purego

package cpuid

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// The CPU and Linux agree on the size of the last cache if both report it.
func TestCacheSize(t *testing.T) {
	byCPU, bySystem := leafSize(ask), systemSize(systemCaches)
	t.Logf("%d bytes of the last cache by CPUID, %d by %s", byCPU, bySystem, systemCaches)
	if byCPU > 0 && bySystem > 0 {
		assert.Equal(t, share(byCPU), share(bySystem))
	}
	assert.Equal(t, share(byCPU), LastCache())
}
