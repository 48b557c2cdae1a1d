package metric

import "fmt"

// A Metric is what [Evaluate] computes: a kind of metric, and its options. The zero value is NDCG over all ranks.
type Metric struct {
	Kind Kind
	// K is the last rank that counts. If it is 0 or less, all ranks count. KindAUC and KindKendallTau don't use it.
	K int
	// Threshold says which items are relevant: those whose relevance is above it. KindMRR, KindMAP, KindPrecision,
	// KindRecall and KindHitRate use it.
	Threshold float32
	// Gain returns the gain of an item with this relevance, for KindNDCG. Nil is 2^relevance - 1. Gain must return
	// the same whenever it is called: it is called once for each level of relevance of a list. A gain that
	// is NaN, or above 2^960 in magnitude, is ErrGain.
	Gain func(relevance float32) float64
}

// A Kind is one of the package's metrics, by the name of its function.
type Kind uint8

const (
	KindNDCG Kind = iota
	KindMRR
	KindMAP
	KindAUC
	KindPrecision
	KindRecall
	KindHitRate
	KindKendallTau
	kinds
)

var kindNames = [kinds]string{"NDCG", "MRR", "MAP", "AUC", "precision", "recall", "hit rate", "Kendall's tau"}

// String returns the name of the kind.
func (k Kind) String() string {
	if k < kinds {
		return kindNames[k]
	}
	return fmt.Sprintf("Kind(%d)", uint8(k))
}

// String returns the kind and what of its options is set, such as "NDCG@10" or "MAP(relevance > 2)". It says nothing of Gain.
func (m Metric) String() string {
	s := m.Kind.String()
	if m.K > 0 && m.Kind.ranked() {
		s = fmt.Sprintf("%s@%d", s, m.K)
	}
	if m.Threshold != 0 && m.Kind.binary() {
		s = fmt.Sprintf("%s(relevance > %v)", s, m.Threshold)
	}
	return s
}

// ranked reports whether K matters.
func (k Kind) ranked() bool { return k != KindAUC && k != KindKendallTau }

// binary reports whether items are relevant or not.
func (k Kind) binary() bool { return k.ranked() && k != KindNDCG }
