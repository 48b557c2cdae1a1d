package loss

import "github.com/marginrank/marginrank/generated"

func runWeighted(b *generated.Batch) {
	generated.Weighted(b)
}
