package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
)

// version is the version of the model files that this program writes and reads.
const version = 1

// savedModel is a model in its file.
type savedModel struct {
	Version  int            `json:"version"`
	Features []savedFeature `json:"features"`
}

// savedFeature is a feature by its number in the files of documents. Its value is divided by the scale, then multiplied by the
// weight.
type savedFeature struct {
	Number *int     `json:"number"` // nil, as the weight, if the file has none
	Scale  float64  `json:"scale"`
	Weight *float32 `json:"weight"`
}

// save writes a model; the arrays are by column.
func save(name string, numbers []int, scales []float64, weights []float32) error {
	m := savedModel{Version: version, Features: []savedFeature{}}
	for c, number := range numbers {
		m.Features = append(m.Features, savedFeature{&number, scales[c], &weights[c]})
	}
	text, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(text, '\n'), 0o666)
}

// load reads a model, by the number of the feature.
func load(name string) (map[int]savedFeature, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var m savedModel
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return nil, fmt.Errorf("%s is no model of letor: %w", name, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("%s is no model of letor: something is behind it", name)
	}
	if m.Version != version {
		return nil, fmt.Errorf("%s is a model of version %d: this program reads version %d", name, m.Version, version)
	}
	if len(m.Features) == 0 {
		return nil, fmt.Errorf("%s is damaged: it has no features", name)
	}
	features := make(map[int]savedFeature, len(m.Features))
	for _, f := range m.Features {
		if f.Number == nil || f.Weight == nil {
			return nil, fmt.Errorf("%s is damaged: a feature has no number or no weight", name)
		}
		number := *f.Number
		if _, twice := features[number]; twice {
			return nil, fmt.Errorf("%s is damaged: feature %d is there twice", name, number)
		}
		if number < 0 || number > maxFeature || !(f.Scale > 0) {
			return nil, fmt.Errorf("%s is damaged: feature %d with a scale of %v", name, number, f.Scale)
		}
		features[number] = f
	}
	return features, nil
}
