package main

import "io"

// validated is the column of quality that says which epoch is the best: NDCG@10.
const validated = 3

// trained is what training leaves: the weights of the epoch that is kept, and NDCG@10 by epoch.
type trained struct {
	epoch        int // from 1: the best on the validation part, or the last one if there is no such part
	weights      []float32
	train, valid []float64 // NDCG@10 of the parts after each epoch; valid is nil if there is no such part
}

// learn trains a model on the training part, and writes a line for each epoch. The test part has no say in which epoch is
// kept, nor in when training stops.
func learn(p parts, s settings, w io.Writer) (*trained, error) {
	m, t := newModel(p.train, s), &trained{}
	var scores []float32
	if p.valid != nil {
		printHeader(w, "validation")
		scores = make([]float32, p.valid.documents())
	}
	for epoch := 1; epoch <= s.epochs && epoch-t.epoch <= s.patience; epoch++ {
		trainingLoss, err := m.epoch()
		if err != nil {
			return nil, err
		}
		onTrain, err := m.measure(p.train, m.scores)
		if err != nil {
			return nil, err
		}
		var onValid *quality
		if p.valid != nil {
			q, err := m.measure(p.valid, scores)
			if err != nil {
				return nil, err
			}
			onValid = &q
		}
		t.see(onTrain, onValid, m.weights)
		printEpoch(w, epoch, trainingLoss, onTrain, onValid)
	}
	return t, nil
}

// see takes the quality of an epoch on the parts, and keeps its weights if it is the best so far.
func (t *trained) see(onTrain quality, onValid *quality, weights []float32) {
	better := true
	if onValid != nil {
		ndcg := onValid[validated]
		better = len(t.valid) == 0 || ndcg > t.valid[t.epoch-1]
		t.valid = append(t.valid, ndcg)
	}
	t.train = append(t.train, onTrain[validated])
	if better {
		t.epoch = len(t.train)
		t.weights = append(t.weights[:0], weights...)
	}
}
