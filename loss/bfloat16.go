package loss

import (
	"fmt"
	"math"
	"strconv"

	"github.com/marginrank/marginrank/internal/element"
)

// AppendText implements encoding.TextAppender: it appends what String returns.
func (b BFloat16) AppendText(text []byte) ([]byte, error) {
	return strconv.AppendFloat(text, float64(b.Float32()), 'g', -1, 32), nil
}

// MarshalText implements encoding.TextMarshaler. It returns what String does.
func (b BFloat16) MarshalText() ([]byte, error) { return b.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler. It accepts what strconv.ParseFloat accepts, including
// NaN and Inf, and rounds that float64 to the nearest BFloat16. The errors are strconv.ErrSyntax, and
// strconv.ErrRange for a number that would become infinite.
func (b *BFloat16) UnmarshalText(text []byte) error {
	v, err := strconv.ParseFloat(string(text), 64)
	if err != nil {
		return err
	}
	rounded := element.Of[BFloat16](v)
	if math.IsInf(float64(rounded.Float32()), 0) && !math.IsInf(v, 0) {
		return fmt.Errorf("loss: %s as a BFloat16: %w", text, strconv.ErrRange)
	}
	if math.Signbit(v) {
		rounded |= 0x8000 // also of -0
	}
	*b = rounded
	return nil
}

// MarshalJSON implements json.Marshaler. The value is a JSON number, as for a float32. NaN and infinities
// cannot be JSON numbers: the error is strconv.ErrRange.
func (b BFloat16) MarshalJSON() ([]byte, error) {
	if !b.finite() {
		return nil, fmt.Errorf("loss: %v as a number of JSON: %w", b, strconv.ErrRange)
	}
	return b.AppendText(nil)
}

// UnmarshalJSON implements json.Unmarshaler. It accepts a number, as UnmarshalText does. As for a float32,
// null changes nothing.
func (b *BFloat16) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		return nil
	}
	var v BFloat16
	if err := v.UnmarshalText(text); err != nil {
		return err
	}
	if !v.finite() {
		return fmt.Errorf("loss: %s as a number of JSON: %w", text, strconv.ErrSyntax)
	}
	*b = v
	return nil
}

func (b BFloat16) finite() bool { v := b.Float32(); return v-v == 0 }
