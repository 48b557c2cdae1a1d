package evaluate

import (
	"fmt"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/typex"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// List is an element of what Lists evaluates: the items of one list, such as the results of a query.
type List struct {
	Name      string // for errors, such as the place in a file; may be empty
	Scores    []float32
	Relevance []float32
	Weights   []float32 // as in loss.Lists; empty: all items weigh 1
}

func init() {
	beam.RegisterType(reflect.TypeFor[List]())
	beam.RegisterCoder(reflect.TypeFor[*Totals](), encodeTotals, decodeTotals)
	register.Combiner3[*Totals, List, *Totals](&listsFn{})
	register.Combiner1[*Totals](&mergeFn{})
}

// Lists evaluates a PCollection<List> and returns a PCollection<*Totals> of one element. For a PCollection<KV<K, List>> it returns a
// PCollection<KV<K, *Totals>>, with the totals of each key.
func Lists(s beam.Scope, settings Settings, lists beam.PCollection) beam.PCollection {
	return combine(s.Scope("evaluate.Lists"), &listsFn{Settings: settings}, lists)
}

// Merge puts a PCollection<*Totals> together in one element, and a PCollection<KV<K, *Totals>> in one element per key.
func Merge(s beam.Scope, totals beam.PCollection) beam.PCollection {
	return combine(s.Scope("evaluate.Merge"), &mergeFn{}, totals)
}

func combine(s beam.Scope, fn any, elements beam.PCollection) beam.PCollection {
	if typex.IsKV(elements.Type()) {
		return beam.CombinePerKey(s, fn, elements)
	}
	return beam.Combine(s, fn, elements)
}

// listsFn is a CombineFn.
type listsFn struct {
	Settings Settings
}

func (f *listsFn) CreateAccumulator() *Totals { return newTotals(f.Settings.Metrics) }

func (f *listsFn) AddInput(t *Totals, l List) (*Totals, error) {
	if err := t.add(&f.Settings, &l); err != nil {
		return nil, fmt.Errorf("list %q: %w", l.Name, err)
	}
	return t, nil
}

func (f *listsFn) MergeAccumulators(t, other *Totals) (*Totals, error) { return t, t.Merge(other) }

// mergeFn is a CombineFn.
type mergeFn struct{}

func (*mergeFn) CreateAccumulator() *Totals { return new(Totals) }

func (*mergeFn) AddInput(t, other *Totals) (*Totals, error) { return t, t.Merge(other) }

func (*mergeFn) MergeAccumulators(t, other *Totals) (*Totals, error) { return t, t.Merge(other) }

func encodeTotals(t *Totals) ([]byte, error) { return t.MarshalBinary() }

func decodeTotals(data []byte) (*Totals, error) {
	t := new(Totals)
	return t, t.UnmarshalBinary(data)
}
