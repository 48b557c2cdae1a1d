package loss

import "github.com/marginrank/marginrank/generated"

func run(b *generated.Batch) {
	generated.Hinge(b)
}
