package mix

// An operation says what to compute for each pair.
type operation int

const (
	opMix operation = iota // mixes two numbers
)
