//go:build !purego

package mix

// mixF32AVX512 mixes two numbers.
//
//go:noescape
func mixF32AVX512(a *args)

// mixF32AVX2 mixes two numbers.
//
//go:noescape
func mixF32AVX2(a *args)
