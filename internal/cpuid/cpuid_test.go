package cpuid

import (
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A word that names a tier of this machine, in upper or lower case, lowers the tier and reports nothing. Any
// other word is reported once and changes nothing.
func TestChoose(t *testing.T) {
	var reports []string
	report := func(message string) { reports = append(reports, message) }
	best := choose("", report)
	assert.Empty(t, reports)
	for _, tier := range Tiers {
		if Supported(tier) {
			assert.GreaterOrEqual(t, best, tier, "a better tier than the one in use")
		}
	}
	for _, tier := range Tiers {
		name := tier.String()
		for _, word := range []string{name, strings.ToUpper(name), strings.ToUpper(name[:1]) + name[1:]} {
			reports = nil
			got := choose(word, report)
			if Supported(tier) {
				assert.Equal(t, tier, got, word)
				assert.Empty(t, reports, word)
				continue
			}
			assert.Equal(t, best, got, word)
			assert.Len(t, reports, 1, word)
			assert.Contains(t, reports[0], word)
		}
	}
	for _, word := range []string{"avx", "AVX", "-1", "portable "} {
		reports = nil
		assert.Equal(t, best, choose(word, report))
		assert.Len(t, reports, 1)
		assert.Contains(t, reports[0], "MARGINRANK_TIER="+word)
		assert.Contains(t, reports[0], best.String())
	}
}

// Each tier belongs to one architecture, except that Portable belongs to all.
func TestSupported(t *testing.T) {
	assert.True(t, Supported(Portable))
	assert.False(t, Supported(AVX2) && runtime.GOARCH != "amd64")
	assert.False(t, Supported(NEON) && runtime.GOARCH != "arm64")
	assert.False(t, Supported(AVX512) && !Supported(AVX2), "kernels of AVX-512 may rely on AVX2")
}

// Unless the user sets the variable, the best tier is in use.
func TestCurrent(t *testing.T) {
	if word := os.Getenv(Variable); word != "" {
		t.Skip("the user asks for " + word)
	}
	assert.True(t, Supported(Current))
	for _, tier := range Tiers {
		if Supported(tier) {
			assert.GreaterOrEqual(t, Current, tier)
		}
	}
}

func TestUse(t *testing.T) {
	old := Current
	restore := Use(Portable)
	assert.Equal(t, Portable, Current)
	restore()
	assert.Equal(t, old, Current)
	for _, tier := range Tiers {
		if !Supported(tier) {
			assert.Panics(t, func() { Use(tier) })
		}
	}
}
