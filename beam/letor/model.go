package letor

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// modelVersion is the version of the model files that examples/letor writes.
const modelVersion = 1

// Model is a linear model, by the number of the feature. A feature that it does not have adds nothing.
type Model map[int]Feature

// Feature says what a feature adds to a score: its value is divided by the scale, then multiplied by the weight.
type Feature struct {
	Scale  float64
	Weight float32
}

// LoadModel reads a model that examples/letor has saved.
func LoadModel(ctx context.Context, name string) (Model, error) {
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return nil, err
	}
	defer fs.Close()
	text, err := filesystem.Read(ctx, fs, name)
	if err != nil {
		return nil, fmt.Errorf("letor: %s: %w", name, err)
	}
	m, err := parseModel(text)
	if err != nil {
		return nil, fmt.Errorf("letor: %s is no model: %w", name, err)
	}
	return m, nil
}

func parseModel(text []byte) (Model, error) {
	var file struct {
		Version  int `json:"version"`
		Features []struct {
			Number *int     `json:"number"` // nil, as the weight, if the file has none
			Scale  float64  `json:"scale"`
			Weight *float32 `json:"weight"`
		} `json:"features"`
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something is behind it")
	}
	if file.Version != modelVersion {
		return nil, fmt.Errorf("it has version %d, not %d", file.Version, modelVersion)
	}
	if len(file.Features) == 0 {
		return nil, errors.New("it has no features")
	}
	m := make(Model, len(file.Features))
	for _, f := range file.Features {
		if f.Number == nil || f.Weight == nil {
			return nil, errors.New("a feature has no number or no weight")
		}
		number := *f.Number
		if _, twice := m[number]; twice {
			return nil, fmt.Errorf("feature %d is there twice", number)
		}
		if number < 0 || number > math.MaxInt32 || !(f.Scale > 0) {
			return nil, fmt.Errorf("feature %d has a scale of %v", number, f.Scale)
		}
		m[number] = Feature{f.Scale, *f.Weight}
	}
	return m, nil
}

// Scores returns the scores of the documents of a query, as examples/letor computes them.
func (m Model) Scores(q Query) ([]float32, error) {
	scores := make([]float32, len(q.Relevance))
	begin := 0
	for i, end := range q.Ends {
		var score float32
		for k := begin; k < end; k++ {
			if f, ok := m[q.Features[k]]; ok {
				score += float32(float32(float64(q.Values[k])/f.Scale) * f.Weight)
			}
		}
		if score-score != 0 {
			return nil, fmt.Errorf("letor: %s:%d: the score of document %d of this query is not finite", q.File, q.Line, i+1)
		}
		scores[i], begin = score, end
	}
	return scores, nil
}
