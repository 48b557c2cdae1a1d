//go:build !purego

package mix

// mixF32NEON mixes two numbers.
//
//go:noescape
func mixF32NEON(a *args)
