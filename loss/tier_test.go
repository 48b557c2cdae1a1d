package loss_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// Tier is the one that MARGINRANK_TIER names, in letters of any case, or else the best of this machine.
func TestTier(t *testing.T) {
	t.Parallel()
	tiers := losstest.Tiers()
	want := tiers[len(tiers)-1].String()
	for _, tier := range tiers {
		if strings.EqualFold(os.Getenv(cpuid.Variable), tier.String()) {
			want = tier.String()
		}
	}
	assert.Equal(t, want, loss.Tier())
	assert.Contains(t, []string{"avx512", "avx2", "neon", "portable"}, loss.Tier())
}
