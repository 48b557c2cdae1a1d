// Package kernel writes packages of kernels: loops over arrays, each from one formula, as portable Go and as assembly for AVX-512, AVX2
// and NEON. A program of some forty lines names a package, its arrays and its formulas, and calls [Main]:
//
//	//go:generate go run .
//
//	var (
//		x = kernel.Input("X", "the numbers")
//		y = kernel.Output("Y", "their squares")
//	)
//
//	func main() {
//		kernel.Main(kernel.Package{
//			Name:    "square",
//			Doc:     "squares numbers.",
//			DTypes:  []kernel.DType{kernel.Float32, kernel.Float64},
//			Tiers:   []kernel.Tier{kernel.AVX512, kernel.AVX2, kernel.NEON},
//			Columns: []*kernel.Column{x, y},
//			Kernels: []kernel.Kernel{{Name: "Square", Doc: "stores the square of each number", Formula: func(b *kernel.Builder) {
//				v := b.Load(x)
//				b.Store(y, b.Mul(v, v))
//			}}},
//		})
//	}
//
// The written package has a generic function for each formula, which checks its arguments and calls the kernel of the best tier that
// the CPU has. Its tests compare all kernels with the formulas, bit by bit, between pages that fault. It imports the standard library
// and golang.org/x/sys only. docs/generator.md has a whole example, and says what formulas cost.
package kernel
