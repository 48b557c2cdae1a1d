//go:build !purego

package asm

import "github.com/x448/float16"

//go:noescape
func HingeEachF16NEON(out, x1 *float16.Float16, n int, margin float32)
