package main

import (
	"fmt"
	"io"
)

// validated is the column of quality that says which epoch is the best: NDCG@10.
const validated = 3

// best is the epoch that is the best on the validation part.
type best struct {
	valid  *dataset  // nil: no epoch is chosen
	scores []float32 // of its documents
	epoch  int       // 0: none yet
	on     quality   // of that epoch on the validation part
	test   quality   // and on the test part

	weights []float32 // of that epoch; without a validation part, of the last one
}

func newBest(valid *dataset) *best {
	b := &best{valid: valid}
	if valid != nil {
		b.scores = make([]float32, valid.documents())
	}
	return b
}

// see measures an epoch, whose quality on the test part is known.
func (b *best) see(epoch int, m *model, test quality) error {
	if b.valid == nil {
		b.weights = m.weights
		return nil
	}
	m.score(b.scores, b.valid)
	q, err := measure(b.valid, b.scores)
	if err != nil {
		return err
	}
	if b.epoch == 0 || q[validated] > b.on[validated] {
		b.epoch, b.on, b.test = epoch, q, test
		b.weights = append(b.weights[:0], m.weights...)
	}
	return nil
}

// print reports the best epoch.
func (b *best) print(w io.Writer) error {
	if b.valid == nil {
		return nil
	}
	return printQuality(w, fmt.Sprintf("chosen: epoch %d, %s %.4f on valid", b.epoch, columns[validated], b.on[validated]), b.test)
}
