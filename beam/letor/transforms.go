package letor

import (
	"context"
	"fmt"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/marginrank/marginrank/beam/evaluate"
)

func init() {
	beam.RegisterType(reflect.TypeFor[Block]())
	beam.RegisterType(reflect.TypeFor[Query]())
	register.DoFn3x1[context.Context, []byte, func(string), error](&listFn{})
	register.DoFn3x1[context.Context, string, func(Block), error](&cutFn{})
	register.DoFn3x1[context.Context, Block, func(Query), error](&parseFn{})
	register.DoFn1x2[Query, evaluate.List, error](&scoreFn{})
	register.Emitter1[string]()
	register.Emitter1[Block]()
	register.Emitter1[Query]()
}

// Read returns a PCollection<Query> of the files that match a pattern. Files with the sizes of queries are found beside them, and not
// read as documents if they match as well. Blocks are of about the given number of bytes, such as DefaultBlock, and have at least one query.
func Read(s beam.Scope, pattern string, block int64) beam.PCollection {
	s = s.Scope("letor.Read")
	files := beam.ParDo(s, &listFn{Pattern: pattern}, beam.Impulse(s))
	blocks := beam.ParDo(s, &cutFn{Length: block}, beam.Reshuffle(s, files))
	return beam.ParDo(s, &parseFn{}, beam.Reshuffle(s, blocks))
}

// Score returns a PCollection<evaluate.List> with the scores of a PCollection<Query>, by the model in the named file, which every worker
// opens.
func Score(s beam.Scope, model string, queries beam.PCollection) beam.PCollection {
	return beam.ParDo(s.Scope("letor.Score"), &scoreFn{File: model}, queries)
}

type listFn struct{ Pattern string }

func (f *listFn) ProcessElement(ctx context.Context, _ []byte, emit func(string)) error {
	names, err := list(ctx, f.Pattern)
	for _, name := range names {
		emit(name)
	}
	return err
}

type cutFn struct{ Length int64 }

func (f *cutFn) ProcessElement(ctx context.Context, name string, emit func(Block)) error {
	return cut(ctx, name, f.Length, emit)
}

type parseFn struct{}

func (*parseFn) ProcessElement(ctx context.Context, b Block, emit func(Query)) error {
	return b.parse(ctx, emit)
}

type scoreFn struct {
	File  string
	model Model
}

func (f *scoreFn) Setup(ctx context.Context) (err error) {
	f.model, err = LoadModel(ctx, f.File)
	return err
}

func (f *scoreFn) ProcessElement(q Query) (evaluate.List, error) {
	scores, err := f.model.Scores(q)
	return evaluate.List{Name: fmt.Sprintf("%s:%d", q.File, q.Line), Scores: scores, Relevance: q.Relevance}, err
}
