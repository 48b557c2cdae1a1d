package gomlx

import (
	"fmt"
	"math"
	"math/big"

	"github.com/gomlx/compute/dtypes"
	"github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
	"github.com/gomlx/gomlx/ml/model"
	gomlxmetric "github.com/gomlx/gomlx/ml/train/metric"

	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// NDCG is a metric of GoMLX, for evaluation: the mean over the lists of all batches of their NDCG at a cut, as package
// metric computes it. Equal scores count as the mean over all their orders, and lists without an item of a gain above 0
// are left out. Whatever the batches, it is to the bit what metric.NDCG returns for all lists at once.
//
// It implements metric.UpdateGo: its graph only gathers what Go computes the metric from. So it belongs among the
// evaluation metrics of a Trainer. A Trainer doesn't read training metrics in Go: there, the value is no scalar, which
// GoMLX's plots don't take, and PrettyPrint shows the NDCG of the last batch.
type NDCG struct {
	k       int
	columns columns

	sum   big.Float // exact
	lists int
	err   error
}

var _ gomlxmetric.UpdateGo = (*NDCG)(nil)

// NewNDCG returns the metric of the first k ranks, or of all ranks if k is 0 or less. The columns say what the labels
// hold, and may be those of a Lists: Relevance, and maybe Offsets, Mask, and Weights, which the metric doesn't use. None
// are Relevance. The scores are the first prediction, of any floating-point dtype, in a shape that a Lists takes.
func NewNDCG(k int, columns ...Column) *NDCG {
	return &NDCG{k: k, columns: columnsOf(columns, needsOfLists)}
}

// Name implements metric.Interface: as an example, it is "NDCG@10".
func (m *NDCG) Name() string { return metric.Metric{Kind: metric.KindNDCG, K: m.k}.String() }

// ShortName implements metric.Interface.
func (m *NDCG) ShortName() string { return m.Name() }

// ScopeName implements metric.Interface. The metric keeps nothing in the store.
func (m *NDCG) ScopeName() string { return m.Name() }

// MetricType implements metric.Interface.
func (m *NDCG) MetricType() string { return "NDCG" }

// UpdateGraph implements metric.Interface. It panics with ErrColumns, ErrShape or ErrDType.
func (m *NDCG) UpdateGraph(_ *model.Scope, labels, predictions []*graph.Node) *graph.Node {
	err := m.columns.check(needsOfLists, mayOfLists)
	if err == nil {
		err = m.columns.fit(len(labels))
	}
	if err == nil && len(predictions) == 0 {
		err = invalid(ErrShape, "no predictions, so no scores")
	}
	if err != nil {
		panic(err)
	}
	scores := predictions[0]
	relevance, _ := pick(m.columns, labels, Relevance)
	if !ofItems(scores.Shape(), relevance.Shape()) {
		panic(invalid(ErrShape, "scores %s of relevance %s", scores.Shape(), relevance.Shape()))
	}
	if relevance.DType() != dtypes.Float32 {
		panic(invalid(ErrDType, "%s is %s, not %s", Relevance, relevance.DType(), dtypes.Float32))
	}
	g := scores.Graph()
	items := relevance.Shape().Size()
	mask, found := pick(m.columns, labels, Mask)
	switch {
	case !found:
		mask = graph.Ones(g, relevance.Shape())
	case mask.DType() != dtypes.Bool:
		panic(invalid(ErrDType, "%s is %s, not %s", Mask, mask.DType(), dtypes.Bool))
	case !mask.Shape().EqualDimensions(relevance.Shape()):
		panic(invalid(ErrShape, "mask %s of relevance %s", mask.Shape(), relevance.Shape()))
	}
	offsets, found := pick(m.columns, labels, Offsets)
	switch {
	case !found:
		offsets = graph.Const(g, m.rowsOf(relevance, items))
	case !offsets.DType().IsInt():
		panic(invalid(ErrDType, "%s is %s, not %s", Offsets, offsets.DType(), dtypes.Int32))
	}
	parts := []*graph.Node{graph.Const(g, []float64{float64(items)})}
	for _, n := range []*graph.Node{scores, relevance, mask, offsets} {
		parts = append(parts, graph.Reshape(graph.ConvertDType(n, dtypes.Float64), n.Shape().Size()))
	}
	return graph.Concatenate(parts, 0)
}

// rowsOf is the offsets of lists that have the last axis.
func (m *NDCG) rowsOf(relevance *graph.Node, items int) []float64 {
	offsets, err := rows(relevance.Shape())
	if err != nil {
		panic(err)
	}
	if offsets == nil {
		return []float64{0, float64(items)}
	}
	numbers := make([]float64, len(offsets))
	for i, v := range offsets {
		numbers[i] = float64(v)
	}
	return numbers
}

// perList returns the NDCG of each list of a batch, from what UpdateGraph gathered.
func (m *NDCG) perList(gathered *tensors.Tensor) ([]float64, error) {
	all, err := tensors.CopyFlatData[float64](gathered)
	if err != nil {
		return nil, err
	}
	n := int(all[0])
	take := func(n int) (taken []float64) {
		taken, all = all[:n], all[n:]
		return taken
	}
	take(1)
	l := loss.Lists[float64]{Scores: take(n), Relevance: make([]float32, n), Mask: make([]bool, n), Offsets: make([]int, len(all)-2*n)}
	for i, v := range take(n) {
		l.Relevance[i] = float32(v)
	}
	for i, v := range take(n) {
		l.Mask[i] = v != 0
	}
	for i, v := range all {
		l.Offsets[i] = int(v)
	}
	values := make([]float64, max(0, len(l.Offsets)-1))
	return values, metric.Evaluate(nil, values, l, metric.Metric{Kind: metric.KindNDCG, K: m.k})
}

// UpdateGo implements metric.UpdateGo.
func (m *NDCG) UpdateGo(gathered *tensors.Tensor) {
	values, err := m.perList(gathered)
	if m.err == nil {
		m.err = err
	}
	if m.err != nil {
		return
	}
	m.sum.SetPrec(exactly)
	for _, v := range values {
		if !math.IsNaN(v) {
			m.sum.Add(&m.sum, new(big.Float).SetFloat64(v))
			m.lists++
		}
	}
}

// exactly is enough bits for the sum of any float64 values up to 2^960, which is where package metric ends.
const exactly = 2200

// ReadGo implements metric.UpdateGo. It returns a Float64 scalar, NaN without any list that has a value, or after an
// error.
func (m *NDCG) ReadGo() *tensors.Tensor {
	if m.err != nil {
		return tensors.FromScalar(math.NaN())
	}
	sum, _ := m.sum.Float64() // rounded once, as in package metric
	return tensors.FromScalar(sum / float64(m.lists))
}

// Err returns the first error since Reset, and nil if there was none. It is one of metric.Evaluate, such as
// loss.ErrScores for a score that is NaN: GoMLX has no other way to return it.
func (m *NDCG) Err() error { return m.err }

// Reset implements metric.Interface.
func (m *NDCG) Reset(*model.Scope) { *m = NDCG{k: m.k, columns: m.columns} }

// PrettyPrint implements metric.Interface, for what ReadGo returns and for what the graph gathered.
func (m *NDCG) PrettyPrint(value *tensors.Tensor) string {
	if !value.IsScalar() {
		batch := &NDCG{k: m.k}
		batch.UpdateGo(value)
		value = batch.ReadGo()
	}
	return fmt.Sprintf("%.4f", tensors.ToScalar[float64](value))
}
