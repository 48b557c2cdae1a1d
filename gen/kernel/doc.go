// Package kernel makes packages of kernels: functions that compute a formula for each row of some arrays, in assembly for
// AVX-512, AVX2 and NEON, and in portable Go. It is the generator of this module, for formulas of other modules.
//
// A program of one file describes the package: see [Package]. Main writes it into the folder of its name:
//
//	//go:generate go run .
//	package main
//
//	import "github.com/marginrank/marginrank/gen/kernel"
//
//	func main() {
//		x := kernel.Input("X", "the values")
//		y := kernel.Output("Y", "their squares")
//		kernel.Main(kernel.Package{
//			Name:    "square",
//			Doc:     "squares numbers",
//			Columns: []*kernel.Column{x, y},
//			Operations: []kernel.Operation{{Name: "Each", Doc: "stores the square of each number", Formula: func(b *kernel.Builder) {
//				v := b.Let("v", b.Load(x))
//				b.Store(y, b.Mul(v, v))
//			}}},
//		})
//	}
//
// The package that it writes has a type Batch with a field for every column and scalar, and a method for every operation. It
// depends on golang.org/x/sys alone. Every operation of a formula rounds once, and nothing is fused, so that all tiers
// give the same bits; the package's tests compare them with the formula, behind pages that fault.
//
// The document docs/generator.md of this module has a complete example, and says what an operation costs.
package kernel
