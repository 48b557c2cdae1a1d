package loss_test

import (
	"encoding/csv"
	"fmt"
	"log"
	"math/rand/v2"
	"strings"

	"github.com/marginrank/marginrank/loss"
)

// A complete training loop: a linear model learns from pairs of items, of which the first one is better. It takes mini-batches of
// 32 pairs, and is measured with 100 pairs that it has not seen.
func Example_training() {
	type item [3]float32 // features
	type pair struct{ better, worse item }
	rng := rand.New(rand.NewPCG(1, 2))
	quality := func(x item) float32 { return 2*x[0] - x[1] } // what the model has to find
	var data []pair
	for range 500 {
		a, b := item{rng.Float32(), rng.Float32(), rng.Float32()}, item{rng.Float32(), rng.Float32(), rng.Float32()}
		if quality(a) < quality(b)+rng.Float32()-rng.Float32() { // some comparisons are wrong
			a, b = b, a
		}
		data = append(data, pair{a, b})
	}
	training, heldOut := data[:400], data[400:]

	var weights item
	score := func(x item) (s float32) {
		for f := range x {
			s += float32(weights[f] * x[f]) // the conversion keeps the product from being fused with the sum
		}
		return s
	}
	scores := func(batch []pair) loss.Pairs[float32] {
		p := loss.Pairs[float32]{X1: make([]float32, len(batch)), X2: make([]float32, len(batch))}
		for i := range batch {
			p.X1[i], p.X2[i] = score(batch[i].better), score(batch[i].worse)
		}
		return p
	}

	const batchSize, rate = 32, 0.3
	criterion := loss.MarginRanking[float32]{Margin: 1}
	grads := loss.Grads[float32]{X1: make([]float32, batchSize), X2: make([]float32, batchSize)}
	for epoch := range 4 {
		rng.Shuffle(len(training), func(i, j int) { training[i], training[j] = training[j], training[i] })
		for begin := 0; begin < len(training); begin += batchSize {
			batch := training[begin:min(begin+batchSize, len(training))]
			g := loss.Grads[float32]{X1: grads.X1[:len(batch)], X2: grads.X2[:len(batch)]} // the last batch is shorter
			if _, err := criterion.ForwardBackward(g, scores(batch), 1); err != nil {
				log.Fatal(err)
			}
			for i, p := range batch {
				for f := range weights {
					weights[f] -= float32(rate * (float32(g.X1[i]*p.better[f]) + float32(g.X2[i]*p.worse[f])))
				}
			}
		}
		value, stats, err := criterion.ForwardStats(scores(heldOut))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("epoch %d: held-out loss %.3f, accuracy %.2f\n", epoch+1, value, stats.Accuracy())
	}
	// Output:
	// epoch 1: held-out loss 0.676, accuracy 0.86
	// epoch 2: held-out loss 0.508, accuracy 0.86
	// epoch 3: held-out loss 0.456, accuracy 0.86
	// epoch 4: held-out loss 0.423, accuracy 0.86
}

// A CSV file of comparisons, one per line: the winner and the loser. Each name gets a score.
func Example_csv() {
	file := strings.NewReader("espresso,filter\nespresso,tea\nfilter,tea\ntea,instant\n") // or what os.Open returns
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		log.Fatal(err)
	}
	var names []string
	positions := map[string]int32{} // of names
	var pairs loss.IndexedPairs[float32]
	for _, line := range lines {
		for _, name := range line {
			if _, known := positions[name]; !known {
				positions[name] = int32(len(names))
				names = append(names, name)
			}
		}
		pairs.I = append(pairs.I, positions[line[0]]) // item I[k] should have a higher score
		pairs.J = append(pairs.J, positions[line[1]]) // than item J[k]
	}
	pairs.Scores = make([]float32, len(names))
	grad := make([]float32, len(names))
	criterion := loss.MarginRanking[float32]{Margin: 1}
	for range 60 {
		if _, err := criterion.ForwardBackwardIndexed(grad, pairs, 1); err != nil {
			log.Fatal(err)
		}
		for i, g := range grad {
			pairs.Scores[i] -= float32(0.2 * g)
		}
	}
	for i, name := range names {
		fmt.Printf("%-8s %4.1f\n", name, pairs.Scores[i])
	}
	// Output:
	// espresso  1.5
	// filter    0.5
	// tea      -0.5
	// instant  -1.5
}
