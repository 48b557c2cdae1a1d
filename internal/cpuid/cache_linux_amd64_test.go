//go:build !purego

package cpuid

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// The CPU and the system agree on the size of the last cache, where both know it.
func TestCacheSize(t *testing.T) {
	cpu, system := leafSize(ask), systemSize(systemCaches)
	t.Logf("%d bytes of the last cache by CPUID, %d by %s", cpu, system, systemCaches)
	if cpu > 0 && system > 0 {
		assert.Equal(t, share(cpu), share(system))
	}
	assert.Equal(t, share(cpu), LastCache())
}
