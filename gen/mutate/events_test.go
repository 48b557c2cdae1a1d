package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A failing test counts once, with all its subtests. A tier counts if it ran.
func TestRead(t *testing.T) {
	o, err := read(strings.NewReader(`
{"Action":"run","Package":"m/loss","Test":"TestTiers"}
{"Action":"skip","Package":"m/loss","Test":"TestTiers/neon"}
{"Action":"pass","Package":"m/loss","Test":"TestTiers/avx2"}
{"Action":"pass","Package":"m/loss","Test":"TestTiers"}
{"Action":"run","Package":"m/loss","Test":"TestInPlace"}
{"Action":"fail","Package":"m/loss","Test":"TestInPlace/avx2"}
{"Action":"fail","Package":"m/loss","Test":"TestInPlace"}
{"Action":"fail","Package":"m/loss"}
`))
	require.NoError(t, err)
	assert.Equal(t, outcomes{[]string{"loss.TestInPlace"}, map[string]bool{"avx2": true}}, o)
}

// If a test binary dies, the test that was running counts as failed.
func TestReadCrash(t *testing.T) {
	for how, text := range map[string]string{
		"SIGSEGV": `unexpected fault address 0xc000\nfatal error: fault\n[signal SIGSEGV: segmentation violation]\n`,
		"SIGILL":  `SIGILL: illegal instruction\n`,
		"timeout": `panic: test timed out after 10m0s\n`,
		"panic":   `panic: runtime error: index out of range [0] with length 0\n`,
	} {
		var b strings.Builder
		b.WriteString(`{"Action":"run","Package":"m/loss","Test":"TestGuardPages"}` + "\n")
		for line := range strings.SplitSeq(text, `\n`) {
			b.WriteString(`{"Action":"output","Package":"m/loss","Test":"TestGuardPages","Output":"` + line + `\n"}` + "\n")
		}
		b.WriteString(`{"Action":"fail","Package":"m/loss"}` + "\n")
		o, err := read(strings.NewReader(b.String()))
		require.NoError(t, err)
		assert.Equal(t, []string{"loss.TestGuardPages (" + how + ")"}, o.failed)
	}
}

// If a package does not build, read returns an error.
func TestReadBuild(t *testing.T) {
	_, err := read(strings.NewReader(`{"Action":"fail","Package":"m/loss","FailedBuild":"m/asm"}`))
	assert.ErrorContains(t, err, "m/asm")
}
