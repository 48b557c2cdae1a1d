package evaluate

import (
	"fmt"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/marginrank/marginrank/loss"
)

// Block is an element of what Pairs evaluates: some pairs, with the columns of loss.Pairs. An empty column is absent. Blocks of 16,384
// pairs, or a multiple of that, are best.
type Block struct {
	Name             string // for errors, such as the place in a file; may be empty
	X1, X2, Y        []float32
	Weights, Margins []float32
}

func init() {
	beam.RegisterType(reflect.TypeFor[Block]())
	beam.RegisterCoder(reflect.TypeFor[*loss.Total](), encodeTotal, decodeTotal)
	register.Combiner3[*loss.Total, Block, *loss.Total](&pairsFn{})
}

// Pairs evaluates a PCollection<Block> and returns a PCollection<*loss.Total> of one element. For a PCollection<KV<K, Block>> it
// returns a PCollection<KV<K, *loss.Total>>, with the total of each key.
func Pairs(s beam.Scope, settings Settings, blocks beam.PCollection) beam.PCollection {
	return combine(s.Scope("evaluate.Pairs"), &pairsFn{Settings: settings}, blocks)
}

// pairsFn is a CombineFn.
type pairsFn struct {
	Settings Settings
}

func (f *pairsFn) CreateAccumulator() *loss.Total { return new(loss.Total) }

func (f *pairsFn) AddInput(t *loss.Total, b Block) (*loss.Total, error) {
	p := loss.Pairs[float32]{X1: b.X1, X2: b.X2, Y: present(b.Y), Weights: present(b.Weights), Margins: present(b.Margins)}
	if err := f.Settings.criterion().Accumulate(t, p); err != nil {
		return nil, fmt.Errorf("block %q: %w", b.Name, err)
	}
	return t, nil
}

// present returns nil for an empty column: a coder makes an empty slice of nil.
func present(column []float32) []float32 {
	if len(column) == 0 {
		return nil
	}
	return column
}

func (f *pairsFn) MergeAccumulators(t, other *loss.Total) *loss.Total {
	t.Merge(other)
	return t
}

func encodeTotal(t *loss.Total) ([]byte, error) { return t.MarshalBinary() }

func decodeTotal(data []byte) (*loss.Total, error) {
	t := new(loss.Total)
	return t, t.UnmarshalBinary(data)
}
