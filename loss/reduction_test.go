package loss_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
)

func TestParseReduction(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]loss.Reduction{
		"mean": loss.Mean, "sum": loss.Sum, "none": loss.None, "elementwise_mean": loss.Mean,
	} {
		got, err := loss.ParseReduction(word)
		assert.NoError(t, err)
		assert.Equal(t, want, got)
	}
	for _, word := range []string{"abc", "", "Mean", "mean ", "Reduction(7)"} {
		_, err := loss.ParseReduction(word)
		assert.ErrorIs(t, err, loss.ErrReduction)
		assert.EqualError(t, err, word+" is not a valid value for reduction")
	}
}

func TestReductionText(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "mean", loss.Reduction(0).String())
	assert.Equal(t, "Reduction(7)", loss.Reduction(7).String())
	type config struct{ Reduction loss.Reduction }
	for _, r := range []loss.Reduction{loss.Mean, loss.Sum, loss.None} {
		text, err := json.Marshal(config{r})
		require.NoError(t, err)
		assert.JSONEq(t, `{"Reduction": "`+r.String()+`"}`, string(text))
		var back config
		require.NoError(t, json.Unmarshal(text, &back))
		assert.Equal(t, r, back.Reduction)
	}
	_, err := json.Marshal(config{9})
	assert.ErrorIs(t, err, loss.ErrReduction)
	kept := config{loss.Sum}
	assert.ErrorIs(t, json.Unmarshal([]byte(`{"Reduction": "abc"}`), &kept), loss.ErrReduction)
	assert.Equal(t, loss.Sum, kept.Reduction)
}

// The nine cases of PyTorch's size_average and reduce.
func TestLegacyReduction(t *testing.T) {
	t.Parallel()
	yes, no := true, false
	for _, c := range []struct {
		sizeAverage, reduce *bool
		want                loss.Reduction
	}{
		{nil, nil, loss.Mean}, {&yes, nil, loss.Mean}, {&no, nil, loss.Sum},
		{nil, &yes, loss.Mean}, {&yes, &yes, loss.Mean}, {&no, &yes, loss.Sum},
		{nil, &no, loss.None}, {&yes, &no, loss.None}, {&no, &no, loss.None},
	} {
		assert.Equal(t, c.want, loss.LegacyReduction(c.sizeAverage, c.reduce))
	}
}
