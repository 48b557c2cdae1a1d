//go:build amd64 && !purego

package cpuid

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"golang.org/x/sys/cpu"
)

// A second source agrees on what this CPU has: a tier held back changes no result.
func TestDetected(t *testing.T) {
	x := cpu.X86
	avx2 := x.HasAVX && x.HasAVX2 && x.HasF16C
	avx512 := x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL
	assert.Equal(t, avx2, Supported(AVX2))
	assert.Equal(t, avx2 && avx512, Supported(AVX512))
}
